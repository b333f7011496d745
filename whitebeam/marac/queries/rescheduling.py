"""A meeting that is cancelled or moved: who was to come, and which cases wait for another list."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import AgendaItem, Case, Meeting, MeetingChange
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import users_with

Outcome = AgendaItem.Outcome


def waiting_on(user: User, meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the places on a list at which the user's cases wait."""
    seen = policy.listings_seen_by(user, policy.Capacity.COORDINATOR)
    return seen.filter(meeting=meeting, outcome=Outcome.WAITING).order_by("pk")


def to_list_again(user: User, meeting_id: UUID) -> list[AgendaItem]:
    """Return the places that a cancelled meeting had for cases that still wait for another."""
    seen = policy.listings_seen_by(user, policy.Capacity.COORDINATOR)
    rows = seen.filter(
        meeting=meeting_id, outcome=Outcome.CALLED_OFF, case__state=Case.State.DEFERRED
    )
    return list(rows.select_related("case").order_by("position", "listed_at", "pk"))


def sits_at(meeting: Meeting, moment: datetime) -> bool:
    """Say whether the panel has another meeting at this moment."""
    others = Meeting.objects.filter(panel=meeting.panel, starts_at=moment, kind=Meeting.Kind.PANEL)
    return others.exclude(pk=meeting.pk).exclude(state=Meeting.State.CANCELLED).exists()


def newest_change(meeting: Meeting) -> MeetingChange | None:
    """Return what last became of a meeting, if it was moved or cancelled."""
    return meeting.changes.select_related("by").order_by("-at").first()


def invited(meeting: Meeting) -> list[User]:
    """Return those who were to come: who coordinates, chairs, researches and speaks for her."""
    panel = meeting.panel
    seats = [
        (panel.coordinated_by, Duty.COORDINATE_MARAC),
        (panel.chaired_by, Duty.CHAIR_MARAC),
        (panel.advocated_by, Duty.SUPPORT_VICTIMS),
        *(
            (member.agency, Duty.RESEARCH_MARAC)
            for member in panel.members.filter(ended_on=None).select_related("agency")
        ),
    ]
    found = {user.pk: user for agency, duty in seats if agency for user in users_with(agency, duty)}
    came = User.objects.filter(
        Q(pk__in=meeting.attendances.values("user")), is_active=True
    ).exclude(pk__in=found)
    return sorted([*found.values(), *came], key=lambda user: user.email)
