"""What moves the day on which risk is assessed again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record


class Pause(Record):
    """A time in which nobody is expected to assess this person's risk, with the reason."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="pause_ends_after_it_starts",
            )
        ]
        indexes = [models.Index(fields=["person", "agency"], name="pause_by_person")]


class Happening(Record):
    """Something after which risk is assessed again: an incident, a separation, a release."""

    class Cause(models.TextChoices):
        INCIDENT = "INCIDENT", "A new incident"
        SEPARATION = "SEPARATION", "Separation, or an attempt to leave"
        RELEASE = "RELEASE", "Release from custody"
        MOVE = "MOVE", "A move to another area"
        COURT = "COURT", "A court date"
        CLOSURE = "CLOSURE", "Closing the case"

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause)
    happened_on = models.DateField()
    words = SealedTextField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # It was noted by mistake: it stays readable and makes nothing due.
    mistaken_at = models.DateTimeField(null=True, blank=True)
    mistaken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mistaken_at=None, mistaken_by=None)
                | Q(mistaken_at__isnull=False, mistaken_by__isnull=False),
                name="happening_mistaken_says_who",
            )
        ]
        indexes = [models.Index(fields=["person", "agency"], name="happening_by_person")]
