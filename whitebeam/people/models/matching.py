"""Finding the same person again, without telling anybody more than they may know."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.people.models.person import Person


class MatchKey(models.Model):
    """A keyed hash of a combination of a person's facts (docs/matching.md)."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.PositiveSmallIntegerField()
    key = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "person", "kind"], name="match_key_is_held_once")
        ]

    def __str__(self) -> str:
        return f"match key {self.pk}"


class MatchRequest(Record):
    """A worker's question whether others know this person; the coordinator alone sees answers."""

    class Outcome(models.TextChoices):
        OPEN = "OPEN", "Waiting for the coordinator"
        NOT_KNOWN = "NOT_KNOWN", "Nobody else to tell"
        SAME_PERSON = "SAME_PERSON", "The same person is known"
        NO_BASIS = "NO_BASIS", "No agreement covers sharing this"

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_for = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = SealedTextField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "asked_for"],
                condition=Q(outcome="OPEN"),
                name="match_request_waits_once_per_agency",
            ),
            models.CheckConstraint(
                condition=Q(outcome="OPEN", decided_at=None, decided_by=None)
                | ~Q(outcome="OPEN") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="match_request_says_who_decided_and_when",
            ),
        ]


class Merge(Record):
    """Two records found to be one person: asked by one worker, agreed by another, and undoable.

    A merge ties the records (`Person.merged_into`) and changes nothing else in either, so that
    undoing it, even a year later, leaves both byte for byte as they were.
    """

    class State(models.TextChoices):
        ASKED = "ASKED", "Waiting for a second person"
        DONE = "DONE", "Merged"
        REFUSED = "REFUSED", "Not the same person"
        UNDONE = "UNDONE", "Taken apart again"

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    reasons = SealedTextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    undo_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_joins_two_records"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="merge_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(undone_by=None)
                | Q(undo_asked_by__isnull=False) & ~Q(undone_by=F("undo_asked_by")),
                name="merge_is_undone_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["gone"],
                condition=Q(state__in=["ASKED", "DONE"]),
                name="merge_takes_each_record_once",
            ),
        ]
