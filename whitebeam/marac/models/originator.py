"""What is asked of the controller of a shared fact, and its answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.models.research import Disclosure


class OriginatorQuestion(Record):
    """An agency asks the controller of a fact whether it may be passed on, or for its correction.

    The controller answers once; question and answer stay with the line of the ledger.
    """

    class Kind(models.TextChoices):
        PASS_ON = "PASS_ON", "May it be passed on?"
        CORRECT = "CORRECT", "Is it right? Please look again"

    class Answer(models.TextChoices):
        WAITING = "", "Not answered"
        AGREED = "AGREED", "Agreed"
        REFUSED = "REFUSED", "Refused"

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="questions")
    # What kind of thing it is, which its controller reads even where she reads no ledger.
    about_label = models.CharField(max_length=60)
    controller = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    words = SealedTextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_for = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True, default="")
    answer_words = SealedTextField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    once_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    answer="",
                    answer_words__isnull=True,
                    answered_by__isnull=True,
                    answered_at__isnull=True,
                )
                | (
                    ~Q(answer="")
                    & Q(
                        answer_words__isnull=False,
                        answered_by__isnull=False,
                        answered_at__isnull=False,
                    )
                ),
                name="marac_originator_answers_in_whole",
            )
        ]
        indexes = [models.Index(fields=["controller", "answer"], name="marac_originator_waits")]
