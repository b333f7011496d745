"""Builders of groups and their meetings: seats past the walls, meetings by the real services."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.directory.models import Group
from whitebeam.governance.models import Charter, Item, Meeting, Seat, Sitting
from whitebeam.governance.services import meeting as meetings
from whitebeam.partners.models import Agency, Duty

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DAY = date(2026, 3, 4)
LONG_AGO = date(2020, 1, 1)


def a_group(name: str = "A group", **charter: Any) -> Group:
    with as_role("wb_bulk"):
        group = Group.objects.create(
            code=f"group-{uuid4().hex[:8]}", name=name, kind="SUBGROUP", source="Invented"
        )
        Charter.objects.create(group=group, source="Invented", **charter)
    return group


def a_seat(group: Group, *, sector: str = "HEALTH", **told: Any) -> Seat:
    with as_role("wb_bulk"):
        return Seat.objects.create(
            **{
                "group": group,
                "code": f"seat-{uuid4().hex[:8]}",
                "name": "Health services",
                "sector": sector,
                "source": "Invented",
                **told,
            }
        )


def a_keeper_of_groups() -> User:
    team = AgencyFactory(kind=Agency.Kind.PARTNERSHIP_TEAM)
    return worker_at(team, Duty.KEEP_GROUPS, Duty.CHASE_ACTIONS)


def a_member(group: Group, **sitting: Any) -> User:
    """Return somebody who sits in a new seat of the group."""
    user = worker_at(AgencyFactory(), Duty.SIT_IN_GROUPS)
    with as_role("wb_bulk"):
        Sitting.objects.create(
            **{"seat": a_seat(group), "user": user, "starts_on": LONG_AGO, **sitting}
        )
    return user


def a_meeting(group: Group, *, by: User, on: date = DAY) -> Meeting:
    with as_worker(by):
        return meetings.plan_meeting(group=group, on=on, by=by)


def an_item(meeting: Meeting, *, by: User, title: str = "Funding") -> Item:
    with as_worker(by):
        return meetings.add_item(meeting_id=meeting.pk, title=title, purpose="DECISION", by=by)


def a_paper(item: Item, *, by: User, title: str = "A paper", body: str = "Words of it") -> Any:
    with as_worker(by):
        return meetings.add_paper(item_id=item.pk, title=title, body=body, by=by, at=NOON)


def sent(meeting: Meeting, *, by: User) -> Meeting:
    with as_worker(by):
        return meetings.send_pack(meeting_id=meeting.pk, by=by, at=NOON)


def made_public(item: Item, *, by: User, paper: Any = None) -> None:
    with as_worker(by):
        meetings.label(
            item_id=item.pk,
            paper_id=paper.pk if paper else None,
            to="PUBLIC",
            why="The group decided so",
            by=by,
            at=NOON,
        )


def minuted_and_signed(meeting: Meeting, *, by: User, words: str = "It was agreed") -> None:
    with as_role("wb_bulk"):
        items = list(Item.objects.filter(meeting=meeting).values_list("pk", flat=True))
    with as_worker(by):
        for pk in items:
            meetings.write_minute(item_id=pk, text=words, by=by)
        meetings.sign_minutes(meeting_id=meeting.pk, by=by, at=NOON)
