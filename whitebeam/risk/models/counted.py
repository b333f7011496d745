"""What was answered in an assessment, as it is counted across assessors."""

from django.db import models

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.risk.models.assessment import Assessment
from whitebeam.risk.models.tools import ToolVersion


class CountedAnswers(Record):
    """How each item of one tool was answered in a signed assessment: no words, nor who said it.

    It is sealed like the assessment itself. No worker reads these rows; one function of the
    database gives out those that may be summed, without whose they are.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    tool = models.ForeignKey(ToolVersion, models.PROTECT, related_name="+")
    answers = SealedTextField()

    class Meta:
        verbose_name_plural = "counted answers"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "tool"], name="answers_are_counted_once_per_tool"
            )
        ]
        indexes = [models.Index(fields=["tool"], name="counted_answers_by_tool")]
