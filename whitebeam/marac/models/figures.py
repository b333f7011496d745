"""Figures that are kept: the quarterly return as it was made, and how many people are in post."""

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


class StaffInPost(Record):
    """How many people of one kind work for an area's MARAC from a day, in full-time posts.

    Rows are added, never changed: of those begun, the newest holds.
    """

    class Role(models.TextChoices):
        ADVISER = "ADVISER", "Advisers (IDVAs)"
        ADMINISTRATOR = "ADMINISTRATOR", "Administrators"

    area = models.ForeignKey("partners.Area", models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=Role)
    posts = models.DecimalField(max_digits=5, decimal_places=1)
    starts_on = models.DateField()
    source = models.CharField(max_length=240)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "staff in post"
        constraints = [
            models.CheckConstraint(condition=Q(posts__gte=0), name="marac_posts_are_not_below_none")
        ]
        indexes = [models.Index(fields=["area", "role", "-starts_on"], name="marac_staff_newest")]
