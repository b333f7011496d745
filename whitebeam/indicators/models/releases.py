"""Releases: figures made safe, frozen, approved by a second person, seen when the embargo ends."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.indicators.models.book import Indicator
from whitebeam.kernel.models import Record


class Release(Record):
    """One numbered release of one period. An earlier one is never changed; a later one restates it.

    `rule`: the numbers of disclosure control that it was made by. `fingerprint`: SHA-256 of what it
    prints, by which it can be made again and compared.
    """

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=160)
    period = models.CharField(max_length=8)
    rule = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    why = models.CharField(max_length=500, blank=True)
    restates = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="restated_by"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    embargo_until = models.DateTimeField()
    checks = models.JSONField(default=list)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    rejected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")),
                name="release_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="release_approval_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(rejected_at=None),
                name="release_is_approved_or_rejected",
            ),
            models.CheckConstraint(
                condition=Q(restates=None) | ~Q(why=""), name="release_restates_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(approved_at=None, rejected_at=None),
                name="release_waits_once_a_period",
            ),
        ]


class Cell(Record):
    """One printed number of a release, or the word that it is hidden."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="cells")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    area = models.ForeignKey(
        "partners.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    breakdown = models.SlugField(max_length=40, blank=True)
    group = models.SlugField(max_length=40, blank=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    is_hidden = models.BooleanField(default=False)
    is_missing = models.BooleanField(default=False)
    explanation = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "area", "breakdown", "group"],
                name="cell_is_printed_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(is_hidden=False) | Q(numerator=None),
                name="hidden_cell_prints_no_number",
            ),
        ]


class Exact(Record):
    """The exact number behind a cell, kept so that the release can be made again. Never leaves."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="exacts")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    area = models.ForeignKey(
        "partners.Area", models.PROTECT, null=True, blank=True, related_name="+"
    )
    breakdown = models.SlugField(max_length=40, blank=True)
    group = models.SlugField(max_length=40, blank=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    explanation = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "area", "breakdown", "group"],
                name="exact_is_kept_once",
                nulls_distinct=False,
            )
        ]
