"""The actions of a case; the actions app itself knows no case."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case
from whitebeam.marac.models.meeting import Meeting


class CaseAction(Record):
    """An action that belongs to a case: raised before its meeting, at it, or after.

    The action itself is its owner's; this link lets those who take part in the case read it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_actions")
    action = models.OneToOneField("actions.Action", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="case_actions"
    )
    is_before_meeting = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_before_meeting=False) | Q(meeting=None),
                name="marac_action_before_a_meeting_is_of_none",
            )
        ]
