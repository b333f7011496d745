"""Standards that organisations work to, and how far each has come, criterion by criterion."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record


class Standard(Record):
    """A published standard, such as an accreditation."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    cycle = models.CharField(max_length=240, blank=True)
    levels = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)


class Criterion(Record):
    """One thing that a standard asks for."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="criteria")
    code = models.SlugField(max_length=60, unique=True)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"], name="criterion_number_is_used_once"
            )
        ]


class Effort(Record):
    """An organisation's way to a standard."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="efforts")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60, unique=True)
    stands = models.CharField(max_length=160)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "agency"], name="agency_works_to_a_standard_once"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="effort_ends_after_it_starts",
            ),
        ]


class Step(Record):
    """Something that happened on the way: joined, assessed itself, was accredited."""

    effort = models.ForeignKey(Effort, models.PROTECT, related_name="steps")
    code = models.SlugField(max_length=60, unique=True)
    what = models.CharField(max_length=160)
    when = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=240)


class Answer(Record):
    """How far an organisation meets a criterion: evidence, owner, gap and action."""

    class Status(models.TextChoices):
        MET = "MET", "Met"
        PARTLY = "PARTLY", "Partly met"
        NOT_MET = "NOT_MET", "Not met"

    effort = models.ForeignKey(Effort, models.PROTECT, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    status = models.CharField(max_length=7, choices=Status)
    evidence = SealedTextField(null=True, blank=True)
    has_evidence = models.BooleanField(default=False)
    owner = models.CharField(max_length=160)
    gap = SealedTextField(null=True, blank=True)
    action = models.ForeignKey(
        "actions.Action", models.PROTECT, null=True, blank=True, related_name="+"
    )
    review_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["effort", "criterion"], name="criterion_is_answered_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="MET") | Q(has_evidence=True),
                name="criterion_met_has_evidence",
            ),
        ]
