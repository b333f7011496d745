"""Plans of other boards whose lines stand on this plan: one change shows in both."""

from django.db import models

from whitebeam.kernel.models import Record
from whitebeam.strategy.models.plan import Project


class ExternalPlan(Record):
    """A plan kept by another board, such as the community safety agreement."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    board = models.ForeignKey(
        "directory.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)


class ExternalLine(Record):
    """A line of that plan. It has no status of its own: it shows its project's."""

    plan = models.ForeignKey(ExternalPlan, models.PROTECT, related_name="lines")
    code = models.SlugField(max_length=60, unique=True)
    words = models.CharField(max_length=240)
    project = models.ForeignKey(Project, models.PROTECT, related_name="external_lines")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)
