"""The seats of guests: a guest of a list is let into each case that its agency is asked about."""

from datetime import datetime

from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.marac.models import AgendaItem, GuestAccess, Participant, ResearchRequest
from whitebeam.marac.services.seating import seat

RESEARCHER = Participant.Capacity.RESEARCHER


def seat_guests(request: ResearchRequest, *, by: User, at: datetime) -> None:
    """Let the guests of this agency's list, or of this case, take part in the case."""
    listed = AgendaItem.objects.filter(case=request.case_id, outcome="", is_aside=False).values(
        "meeting"
    )
    accesses = GuestAccess.objects.filter(
        Q(case=request.case_id) | Q(meeting__in=listed),
        agency=request.agency_id,
        package=None,
        ended_at=None,
        until__gt=at,
        user__kind=User.Kind.GUEST,
        user__is_active=True,
    )
    for access in accesses:
        seat_guest(access, request, by=by, at=at)


def seat_guest(access: GuestAccess, request: ResearchRequest, *, by: User, at: datetime) -> None:
    """Let one guest take part in one case until their access ends; renewing it moves the end."""
    renewed = Participant.objects.filter(case=request.case_id, access=access, ended_at=None).update(
        until=access.until, updated_at=at
    )
    if not renewed:
        seat(
            request.case,
            access.agency,
            capacity=RESEARCHER,
            by=by,
            at=at,
            agreement=request.agreement,
            guest=access,
        )
