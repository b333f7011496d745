"""Nobody opens a paper of a meeting before they have accepted its confidentiality statement."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from whitebeam.accounts.access import SignedInRequest
from whitebeam.marac import policy
from whitebeam.marac.models import Meeting
from whitebeam.marac.presenters.meeting import MeetingHead
from whitebeam.marac.queries import meetings
from whitebeam.partners.models import Duty

SITTING = (
    Duty.COORDINATE_MARAC,
    Duty.CHAIR_MARAC,
    Duty.RESEARCH_MARAC,
    Duty.SUPPORT_VICTIMS,
    Duty.REFER_TO_MARAC,
)
Seated = Callable[..., HttpResponse]


def meeting_of(request: SignedInRequest, meeting_id: UUID) -> Meeting:
    """Return the meeting, at which the user has a seat."""
    found = meetings.with_panel(policy.meetings_attended_by(request.user))
    return get_object_or_404(found, pk=meeting_id)


def seated(view: Seated) -> Seated:
    """Give the view the meeting once its statement is accepted; before that, the statement."""

    @wraps(view)
    def opened(request: SignedInRequest, meeting_id: UUID, **kwargs: Any) -> HttpResponse:
        meeting = meeting_of(request, meeting_id)
        row = meetings.attendance_of(request.user, meeting)
        if row is None or row.accepted_at is None:
            return statement_page(request, meeting, status=403)
        return view(request, meeting, **kwargs)

    return opened


def statement_page(request: SignedInRequest, meeting: Meeting, *, status: int) -> HttpResponse:
    """Return the page that asks for the statement to be accepted."""
    statement = meetings.statement_of(meeting)
    context = {
        "head": MeetingHead.of(meeting, current="", now=timezone.now()),
        "paragraphs": str(statement.text).split("\n\n") if statement else [],
        "meeting_id": meeting.pk,
    }
    return render(request, "marac/meeting/statement.html", context, status=status)
