"""The indicator book: what is counted, by whom, how it is read; and figures published elsewhere."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.indicators.rules.definitions import Unit as UnitCode
from whitebeam.indicators.rules.periods import Cadence as CadenceCode
from whitebeam.kernel.models import Record


class Indicator(Record):
    """One version of an indicator's definition. It never changes: a number keeps its definition.

    `breakdowns`: list of {"code", "name", "groups": {code: label}}; `breaks`: of {"on", "why"}.
    `uses`: list of {"who", "what"}: who asks for this figure, so that it is asked for once.
    """

    class Pillar(models.TextChoices):
        PREVENTION = "PREVENTION", "Early intervention and prevention"
        NEED = "NEED", "Immediate need"
        RECOVERY = "RECOVERY", "Recovery"
        CONTEXT = "CONTEXT", "Context"

    class Unit(models.TextChoices):
        COUNT = UnitCode.COUNT.value, "Number"
        PERCENT = UnitCode.PERCENT.value, "Per cent"
        RATE = UnitCode.RATE.value, "Rate"
        MEDIAN = UnitCode.MEDIAN.value, "Median"
        MONEY = UnitCode.MONEY.value, "Pounds"

    class Polarity(models.TextChoices):
        HIGHER = "HIGHER", "Higher is better"
        LOWER = "LOWER", "Lower is better"
        CONTEXT = "CONTEXT", "Neither: read it in context"

    class Cadence(models.TextChoices):
        QUARTER = CadenceCode.QUARTER.value, "Every quarter"
        YEAR = CadenceCode.YEAR.value, "Every year"

    class Suppression(models.TextChoices):
        PEOPLE = "PEOPLE", "Counts people: small numbers are hidden, the rest rounded"
        THINGS = "THINGS", "Counts things: shown as it is"

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    pillar = models.CharField(max_length=12, choices=Pillar)
    definition = models.TextField()
    numerator = models.TextField()
    denominator = models.TextField(blank=True)
    whole_name = models.CharField(max_length=80, blank=True)
    whole_code = models.SlugField(max_length=40, blank=True)
    unit = models.CharField(max_length=8, choices=Unit)
    unit_words = models.CharField(max_length=40)
    per = models.PositiveIntegerField(default=100)
    polarity = models.CharField(max_length=8, choices=Polarity)
    owner_words = models.CharField(max_length=160)
    data_source = models.CharField(max_length=160)
    cadence = models.CharField(max_length=8, choices=Cadence)
    submission_days = models.PositiveSmallIntegerField()
    by_area = models.BooleanField(default=False)
    breakdowns = models.JSONField(default=list)
    suppression = models.CharField(max_length=8, choices=Suppression)
    most = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    caveat = models.TextField()
    benchmark = models.CharField(max_length=240, blank=True)
    breaks = models.JSONField(default=list)
    uses = models.JSONField(default=list)
    computed = models.SlugField(max_length=60, blank=True)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="indicator_version_is_used_once"
            ),
            models.CheckConstraint(
                condition=~Q(unit__in=["PERCENT", "RATE"]) | ~Q(whole_name=""),
                name="indicator_share_says_of_what",
            ),
        ]


class Ownership(Record):
    """An agency that gives an indicator's figures, for the districts it serves."""

    indicator_code = models.SlugField(max_length=40)
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator_code", "agency"], name="indicator_is_owned_once_by_an_agency"
            )
        ]


class PublishedFigure(Record):
    """A figure that a public paper names, with its day and its source: a dated point, no series."""

    code = models.SlugField(max_length=60, unique=True)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    pillar = models.CharField(max_length=12, choices=Indicator.Pillar)
    words = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    part = models.PositiveIntegerField(null=True, blank=True)
    whole = models.PositiveIntegerField(null=True, blank=True)
    about = models.CharField(max_length=80)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    indicator_code = models.SlugField(max_length=40, blank=True)
    caveat = models.CharField(max_length=240, blank=True)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part=None, whole=None)
                | Q(part__isnull=False, whole__isnull=False, part__lte=F("whole")),
                name="published_part_lies_within_its_whole",
            )
        ]


class Commentary(Record):
    """What whoever keeps the figures says beside a number. A new one is added, none is changed."""

    indicator_code = models.SlugField(max_length=40)
    period = models.CharField(max_length=8)
    text = models.TextField()
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "commentaries"
        indexes = [
            models.Index(fields=["indicator_code", "period", "-at"], name="commentary_by_indicator")
        ]


class Question(Record):
    """A question that somebody wants to add to the returns, with what answering it would cost."""

    class State(models.TextChoices):
        ASKED = "ASKED", "Being weighed"
        AGREED = "AGREED", "Agreed"
        DECLINED = "DECLINED", "Declined"

    title = models.CharField(max_length=160)
    why = models.TextField()
    agencies = models.PositiveSmallIntegerField()
    times_a_year = models.PositiveSmallIntegerField()
    hours_each = models.DecimalField(max_digits=5, decimal_places=2)
    like_code = models.SlugField(max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_each__gt=0, agencies__gt=0, times_a_year__gt=0),
                name="question_counts_its_hours",
            ),
            models.CheckConstraint(
                condition=Q(state="ASKED", decided_by=None)
                | ~Q(state="ASKED") & Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="question_is_decided_by_a_second_person",
            ),
        ]
