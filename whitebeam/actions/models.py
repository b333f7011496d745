"""Actions that agencies have volunteered, and everything that happened to them."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.actions.rules.chasing import Step
from whitebeam.files.models import KeptFile
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record


class Action(Record):
    """Something that one agency has said it will do by a day.

    It is volunteered, never imposed: until its agency says yes it is a proposal. Which case or
    meeting it came from is known to the app that raised it, which holds the link.
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "Proposed"
        ACCEPTED = "ACCEPTED", "Accepted"
        IN_PROGRESS = "IN_PROGRESS", "In progress"
        COMPLETED = "COMPLETED", "Completed"
        NOT_POSSIBLE = "NOT_POSSIBLE", "Not possible: circumstances changed"
        NOT_UNDERTAKEN = "NOT_UNDERTAKEN", "Not undertaken"
        SUPERSEDED = "SUPERSEDED", "Superseded by another action"

    OPEN = (State.PROPOSED, State.ACCEPTED, State.IN_PROGRESS)
    IN_HAND = (State.ACCEPTED, State.IN_PROGRESS)

    reference = models.CharField(max_length=12, unique=True)
    text = SealedTextField()
    rationale = SealedTextField(null=True, blank=True)
    owner_agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    kept_by = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_for = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    volunteered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    volunteered_at = models.DateTimeField(null=True, blank=True)
    due_date = models.DateField()
    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    evidence = SealedTextField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    once_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    MOVES = {
        State.PROPOSED: {
            State.ACCEPTED,
            State.NOT_POSSIBLE,
            State.NOT_UNDERTAKEN,
            State.SUPERSEDED,
        },
        State.ACCEPTED: {
            State.PROPOSED,
            State.IN_PROGRESS,
            State.COMPLETED,
            State.NOT_POSSIBLE,
            State.NOT_UNDERTAKEN,
            State.SUPERSEDED,
        },
        State.IN_PROGRESS: {
            State.PROPOSED,
            State.COMPLETED,
            State.NOT_POSSIBLE,
            State.NOT_UNDERTAKEN,
            State.SUPERSEDED,
        },
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("ACCEPTED", "IN_PROGRESS", "COMPLETED"))
                | Q(volunteered_by__isnull=False, volunteered_at__isnull=False),
                name="action_in_hand_was_volunteered",
            ),
            models.CheckConstraint(
                condition=~Q(state="COMPLETED") | Q(evidence__isnull=False),
                name="action_completed_with_evidence",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("PROPOSED", "ACCEPTED", "IN_PROGRESS"), closed_at=None)
                | ~Q(state__in=("PROPOSED", "ACCEPTED", "IN_PROGRESS"))
                & Q(closed_at__isnull=False),
                name="action_says_when_it_was_closed",
            ),
            models.CheckConstraint(
                condition=~Q(state="SUPERSEDED") & Q(superseded_by=None)
                | Q(state="SUPERSEDED", superseded_by__isnull=False) & ~Q(superseded_by=F("id")),
                name="action_superseded_names_the_other",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner_agency", "due_date", "id"],
                condition=Q(closed_at=None),
                name="action_open_by_owner",
            ),
            models.Index(
                fields=["kept_by", "due_date", "id"],
                condition=Q(closed_at=None),
                name="action_open_by_keeper",
            ),
            models.Index(
                fields=["due_date", "id"], condition=Q(closed_at=None), name="action_by_clock"
            ),
            models.Index(
                fields=["owner_agency", "-closed_at", "id"],
                condition=Q(closed_at__isnull=False),
                name="action_done_by_owner",
            ),
            models.Index(fields=["raised_by", "due_date"], name="action_by_raiser"),
            models.Index(fields=["owner", "due_date"], name="action_by_owner"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def is_late(self, *, on: date) -> bool:
        """Say whether it is open and its day has passed. Nothing stores that."""
        return self.is_open and self.due_date < on

    def move(self, to: State, *, at: datetime) -> None:
        """Change the state of this instance; the service saves it and writes the `StateChange`.

        :raises Refused: if this cannot follow from the present state
        """
        if to not in self.MOVES.get(self.State(self.state), set()):
            raise Refused("This action has moved on. Open it again to see what happened.")
        self.state = to
        self.closed_at = None if to in self.OPEN else at
        self.version += 1


class ActionPerson(Record):
    """Somebody an action is about: whoever is kept from her is kept from the action too."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="about")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "action people"
        constraints = [
            models.UniqueConstraint(fields=["action", "person"], name="action_names_a_person_once")
        ]


class StateChange(Record):
    """One step of an action's way: who, when and why; a new day or owner is a step too."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="changes")
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16, choices=Action.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = SealedTextField(null=True, blank=True)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    owner_after = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    offered_to = models.ForeignKey(
        "partners.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_before=None, due_after=None)
                | Q(due_before__isnull=False, due_after__isnull=False),
                name="state_change_gives_both_days",
            )
        ]
        indexes = [models.Index(fields=["action", "at"], name="state_change_in_order")]


class Evidence(KeptFile):
    """A file that shows what was done: a clean copy, opened with a trace."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="files")

    class Meta:
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["action", "added_at"], name="evidence_by_action")]


class Chase(Record):
    """The one chaser of a day for an action that is late, or a proposal nobody has answered."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="chases")
    on = models.DateField()
    step = models.CharField(max_length=8, choices=[(step.value, step.value) for step in Step])
    at = models.DateTimeField()
    told = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "on"], name="action_is_chased_once_a_day")
        ]
