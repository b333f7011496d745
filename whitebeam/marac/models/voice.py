"""The voice of the person harmed: reached safely, asked what she wants, told what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case


class ContactAttempt(Record):
    """One attempt to reach her, by a route that the safe-contact gate let through."""

    class Outcome(models.TextChoices):
        REACHED = "REACHED", "Spoke with her"
        NO_ANSWER = "NO_ANSWER", "No answer"
        NOT_SAFE = "NOT_SAFE", "Not safe to speak"
        DECLINED = "DECLINED", "She does not want contact"

    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    channel = models.CharField(max_length=16)
    outcome = models.CharField(max_length=12, choices=Outcome)
    note = SealedTextField(null=True, blank=True)
    once_key = models.UUIDField(unique=True)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="marac_contact_by_case")]


class Unreached(Record):
    """Her adviser could not reach her: why, after how many attempts, and what was done instead.

    It stands until she is reached. It says nothing of where she is or of how she can be reached.
    """

    class Why(models.TextChoices):
        TRIED = "TRIED", "Not reached, after the attempts that are asked for"
        DECLINED = "DECLINED", "She does not want contact"
        NO_SAFE_WAY = "NO_SAFE_WAY", "No way of reaching her is safe"

    case = models.ForeignKey(Case, models.PROTECT, related_name="unreached")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=12, choices=Why)
    attempts = models.PositiveSmallIntegerField()
    instead = SealedTextField()
    ended_at = models.DateTimeField(null=True, blank=True)
    once_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_at=None),
                name="marac_unreached_stands_once_in_a_case",
            ),
            models.CheckConstraint(
                condition=Q(why="NO_SAFE_WAY") | Q(attempts__gte=1),
                name="marac_unreached_after_an_attempt_or_without_a_way",
            ),
        ]


class Wish(Record):
    """What she wants, in her own words where she gave them, before or after the meeting."""

    class When(models.TextChoices):
        BEFORE = "BEFORE", "Before the meeting"
        AFTER = "AFTER", "After the meeting"

    case = models.ForeignKey(Case, models.PROTECT, related_name="wishes")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    when = models.CharField(max_length=8, choices=When)
    words = SealedTextField()
    is_own_words = models.BooleanField(default=True)
    once_key = models.UUIDField(unique=True)


class Telling(Record):
    """How she was told what was decided, or why telling her is not safe."""

    class Outcome(models.TextChoices):
        TOLD = "TOLD", "She was told"
        UNSAFE = "UNSAFE", "Telling her is not safe"

    case = models.ForeignKey(Case, models.PROTECT, related_name="tellings")
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    how = models.CharField(max_length=16, blank=True)
    decided = SealedTextField()
    reason = SealedTextField(null=True, blank=True)
    once_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="TOLD") & ~Q(how="")
                | Q(outcome="UNSAFE", reason__isnull=False),
                name="marac_telling_says_how_or_why_not",
            )
        ]
