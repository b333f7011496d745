"""The quarterly return as it was made: figures only, reproducible by its number and day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.models import Record


class QuarterReturn(Record):
    """The national return of some months, as counted on a day; none is ever changed.

    `cells` holds each number with its unit and whole, never which cases it counts.
    """

    number = models.CharField(max_length=24, unique=True)
    first_on = models.DateField()
    last_on = models.DateField()
    cells = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_for = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="marac_return_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["-first_on", "-made_at"], name="marac_return_newest")]
