"""When the next lists close and whether they have room, for those who refer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import Meeting, Panel
from whitebeam.marac.queries import settings

NEXT = 3
CASE_MINUTES = "marac.case_minutes"


@dataclass(frozen=True, slots=True)
class Closing:
    """A meeting to come, and how many cases of the usual length still fit: 0, 1, or 2 and more."""

    meeting: Meeting
    fit: int


def next_of_panel(user: User, panel: Panel, *, at: datetime) -> list[Closing]:
    """Return the next meetings of a panel."""
    return _closing(list(_coming(user, at=at).filter(panel=panel)[:NEXT]))


def next_of_area(user: User, area_id: UUID | None, *, at: datetime) -> list[Closing]:
    """Return the next meetings of the panel of an area; without one, the next of every panel."""
    coming = _coming(user, at=at)
    if area_id is not None:
        return _closing(list(coming.filter(panel__area=area_id)[:NEXT]))
    first: dict[UUID, Meeting] = {}
    for meeting in coming:
        first.setdefault(meeting.panel_id, meeting)
    return _closing(sorted(first.values(), key=lambda one: one.panel.name))


def _coming(user: User, *, at: datetime) -> QuerySet[Meeting]:
    states = (Meeting.State.PLANNED, Meeting.State.CIRCULATED)
    rows = policy.meetings_seen_by(user).filter(
        kind=Meeting.Kind.PANEL, state__in=states, starts_at__gt=at, panel__ended_on=None
    )
    return rows.select_related("panel__area").order_by("starts_at", "pk")


def _closing(meetings: Sequence[Meeting]) -> list[Closing]:
    if not meetings:
        return []
    for area in {meeting.panel.area for meeting in meetings}:
        settings.value(CASE_MINUTES, area=area)  # named by the page where it is not set
    asked = [meeting.pk for meeting in meetings]
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_cases_that_fit(%s::uuid[])", [asked])
        fit = dict(cursor.fetchall())
    return [Closing(one, fit.get(one.pk, 0)) for one in meetings]
