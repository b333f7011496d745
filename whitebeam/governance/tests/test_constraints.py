"""The database refuses what must never be of a group or its meeting, by name."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.constraints import constraint_broken_by, constraints_of
from tests.factories import AgencyFactory, UserFactory
from tests.group_builders import DAY, NOON, a_group, a_seat
from tests.roles import as_role
from whitebeam.directory.models import Group
from whitebeam.governance.models import (
    Attendance,
    Charter,
    Decision,
    Item,
    Meeting,
    PackPage,
    Paper,
    Planned,
    Risk,
    Seat,
    Sitting,
)

pytestmark = pytest.mark.django_db


class Parts:
    """What the rows of one test share."""

    def __init__(self):
        self.group, self.user, self.agency = a_group(), UserFactory(), AgencyFactory()
        self.seat = a_seat(self.group)
        with as_role("wb_bulk"):
            self.meeting = Meeting.objects.create(group=self.group, on=DAY, added_by=self.user)
            self.held = Item.objects.create(
                meeting=self.meeting, position=1, title="x", purpose="DECISION", added_by=self.user
            )
            self.paper = Paper.objects.create(
                item=self.held, title="x", body="x", added_by=self.user, added_at=NOON
            )

    def sitting(self, **told):
        return Sitting(**{"seat": self.seat, "office": "Head", "starts_on": DAY, **told})

    def meet(self, **told):
        on = date(2027, 1, 1)
        return Meeting(**{"group": self.group, "on": on, "added_by": self.user, **told})

    def risk(self, **told):
        return Risk(
            **{
                "group": self.group, "text": "x", "likelihood": 1, "impact": 5,
                "owner_agency": self.agency, "review_on": DAY, "recorded_by": self.user, **told,
            }
        )  # fmt: skip

    def decision(self, **told):
        return Decision(
            item=self.held, reference=uuid4().hex[:8], text="x", decided_on=DAY,
            recorded_by=self.user, **told,
        )  # fmt: skip

    def page(self):
        return PackPage(meeting=self.meeting, paper=self.paper, number=1, text="x")


def item(p):
    return Item(meeting=p.meeting, position=1, title="x", purpose="DECISION", added_by=p.user)


def planned(p, **told):
    return Planned(group=p.group, path=uuid4(), title="x", wanted_on=DAY, added_by=p.user, **told)


BROKEN = [
    (
        "charter_names_another_group_above",
        lambda p: [Charter(group=(g := a_bare_group()), parent=g, source="x")],
    ),
    (
        "seat_code_is_used_once",
        lambda p: [Seat(group=p.group, code=p.seat.code, name="x", sector="HEALTH", source="x")],
    ),
    ("sitting_names_a_user_or_an_office", lambda p: [p.sitting(office="")]),
    ("sitting_ends_after_it_starts", lambda p: [p.sitting(ends_on=DAY - timedelta(days=1))]),
    ("seat_is_held_by_one", lambda p: [p.sitting(), p.sitting()]),
    ("group_meets_once_a_day", lambda p: [p.meet(), p.meet()]),
    ("minutes_are_signed_by_somebody", lambda p: [p.meet(signed_at=NOON)]),
    (
        "seat_attends_a_meeting_in_one_way",
        lambda p: [Attendance(meeting=p.meeting, seat=p.seat, how=how) for how in ("PRESENT", "X")],
    ),
    ("item_has_its_own_position", lambda p: [item(p)]),
    ("page_number_is_given_once", lambda p: [p.page(), p.page()]),
    ("decision_result_has_its_day", lambda p: [p.decision(result="x")]),
    ("risk_is_graded_one_to_five", lambda p: [p.risk(impact=6)]),
    ("risk_is_graded_one_to_five", lambda p: [p.risk(likelihood=0)]),
    ("risk_closes_with_its_result", lambda p: [p.risk(closed_on=DAY)]),
    (
        "planned_paper_came_or_was_withdrawn",
        lambda p: [planned(p, item=p.held, withdrawn_at=NOON)],
    ),
]


def a_bare_group():
    with as_role("wb_bulk"):
        return Group.objects.create(code=uuid4().hex, name="x", kind="BOARD", source="x")


@pytest.mark.parametrize(("name", "rows"), BROKEN)
def test_the_database_refuses(name, rows):
    assert constraint_broken_by(rows(Parts())) == name


def test_every_constraint_is_broken_here():
    assert {name for name, _ in BROKEN} == constraints_of("governance")


def test_rows_that_are_right_are_taken():
    p = Parts()

    assert constraint_broken_by([p.sitting(), p.meet(), p.risk(), p.decision(), p.page()]) == ""
