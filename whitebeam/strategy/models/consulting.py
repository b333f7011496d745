"""Whom a strategy was discussed with, and its review: keep it, update it, or write a new one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.strategy.models.frameworks import Framework


class Consultation(Record):
    """One consultation about a framework, and what it changed."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="consultations")
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    held = models.CharField(max_length=80, blank=True)
    changed = models.TextField(blank=True)
    source = models.CharField(max_length=240)
    ended_on = models.DateField(null=True, blank=True)


class ConsultationPart(Record):
    """Who was asked, how, how many, and who replied. Empty means the documents do not say."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="parts")
    code = models.SlugField(max_length=60, unique=True)
    who = models.CharField(max_length=160)
    method = models.CharField(max_length=160)
    asked = models.PositiveIntegerField(null=True, blank=True)
    replied = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked=None) | Q(replied=None) | Q(replied__lte=F("asked")),
                name="consultation_replies_were_asked_for",
            )
        ]


class ConsultationTheme(Record):
    """What people said, and what was changed because of it."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="themes")
    code = models.SlugField(max_length=60, unique=True)
    words = models.CharField(max_length=400)
    changed = models.CharField(max_length=400, blank=True)
    position = models.PositiveSmallIntegerField(default=0)


class Review(Record):
    """The review of a strategy within its years, and its decision."""

    class Decision(models.TextChoices):
        KEEP = "KEEP", "Keep the strategy for its full years"
        UPDATE = "UPDATE", "Update the strategy"
        REPLACE = "REPLACE", "Write a new strategy"

    framework = models.OneToOneField(Framework, models.PROTECT, related_name="review")
    code = models.SlugField(max_length=60, unique=True)
    due_from = models.DateField()
    due_until = models.DateField()
    decision = models.CharField(max_length=7, choices=Decision, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=160, blank=True)
    reason = SealedTextField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=240)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_until__gte=F("due_from")), name="review_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(decision="")
                | (Q(decided_on__isnull=False) & ~Q(decided_by="") & Q(reason__isnull=False)),
                name="review_is_decided_by_someone_for_a_reason",
            ),
        ]


class Criterion(Record):
    """A question that the review answers, with what was found."""

    class Finding(models.TextChoices):
        YES = "YES", "Yes"
        PARTLY = "PARTLY", "Partly"
        NO = "NO", "No"
        NOT_KNOWN = "NOT_KNOWN", "Not known"

    review = models.ForeignKey(Review, models.PROTECT, related_name="criteria")
    code = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=240)
    evidence = models.CharField(max_length=240)
    finding = models.CharField(max_length=9, choices=Finding, blank=True)
    words = SealedTextField(null=True, blank=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    found_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "criteria"
