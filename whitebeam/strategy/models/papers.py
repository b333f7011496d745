"""Papers written from the plan: sections, their versions, comments, and the way a paper goes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.strategy.models.frameworks import Framework, Strand


class Paper(Record):
    """A paper about a framework: composed, edited, and final once somebody signs it."""

    class Kind(models.TextChoices):
        YEARLY = "YEARLY", "Yearly paper to the committee"
        PROGRESS = "PROGRESS", "Progress report over the years of a strategy"

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    year = models.CharField(max_length=9)
    audience = models.CharField(max_length=160)
    meets_on = models.DateField(null=True, blank=True)
    composed_at = models.DateTimeField()
    composed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "kind", "year"],
                condition=Q(finished_at=None),
                name="paper_is_in_hand_once_a_year",
            )
        ]


class PathwayStep(Record):
    """A body that a paper has been to, or is to go to."""

    class Direction(models.TextChoices):
        PAST = "PAST", "Past pathway"
        FUTURE = "FUTURE", "Future pathway"

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="pathway")
    direction = models.CharField(max_length=6, choices=Direction)
    body = models.CharField(max_length=160)
    on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=240, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(direction="PAST") | Q(on__isnull=False),
                name="pathway_behind_has_a_day",
            )
        ]


class Section(Record):
    """A part of a paper, as it stands. Numbers in it are written as the codes of figures."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=8, blank=True)
    heading = models.CharField(max_length=160)
    strand = models.ForeignKey(Strand, models.PROTECT, null=True, blank=True, related_name="+")
    body = SealedTextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="section_has_its_own_place")
        ]


class SectionVersion(Record):
    """A section as it was saved, by whom and why. Version 1 is what was composed."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    body = SealedTextField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    why = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "version"], name="section_version_is_saved_once"
            )
        ]


class Comment(Record):
    """A remark on a section, open until somebody settles it."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="comments")
    words = SealedTextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
