"""A meeting from its agenda to its signed minutes: papers, numbers, labels, interests, actions."""

from datetime import date
from uuid import uuid4

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.group_builders import (
    DAY,
    NOON,
    a_group,
    a_keeper_of_groups,
    a_meeting,
    a_member,
    a_paper,
    a_seat,
    an_item,
    made_public,
    minuted_and_signed,
    sent,
)
from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.actions import services as actions
from whitebeam.actions.services import NewAction
from whitebeam.governance import queries
from whitebeam.governance.models import Attendance, Item, Labelling, PackPage, Paper, Sitting
from whitebeam.governance.rules.pages import cut
from whitebeam.governance.services import logs, seating
from whitebeam.governance.services import meeting as meetings
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Duty, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return a_keeper_of_groups()


@pytest.fixture
def group():
    return a_group()


@pytest.fixture
def meeting(group, keeper):
    return a_meeting(group, by=keeper)


def numbers(meeting):
    with as_role("wb_bulk"):
        rows = PackPage.objects.filter(meeting=meeting).order_by("number")
        return [(row.number, str(row.paper.title), row.paper.is_late) for row in rows]


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        ("", []),
        ("One", ["One"]),
        ("One\n\nTwo", ["One\n\nTwo"]),
        ("aaaa\n\nbbbb\n\ncccc", ["aaaa\n\nbbbb", "cccc"]),
        ("word " * 5, ["word word", "word word", "word"]),
        ("x" * 25, ["x" * 10, "x" * 10, "x" * 5]),
    ],
)
def test_a_paper_is_cut_between_paragraphs(body, pages):
    assert cut(body, letters=10) == pages


def test_page_numbers_stay_and_late_papers_come_last(meeting, keeper):
    first, second = (an_item(meeting, by=keeper, title=title) for title in ("One", "Two"))
    a_paper(second, by=keeper, title="Of two", body="x" * 3000)
    a_paper(first, by=keeper, title="Of one")
    sent(meeting, by=keeper)
    before = numbers(meeting)

    a_paper(first, by=keeper, title="Late of one")

    assert before == [(1, "Of one", False), (2, "Of two", False), (3, "Of two", False)]
    assert numbers(meeting) == [*before, (4, "Late of one", True)]


def test_an_item_added_after_the_pack_is_marked_late(meeting, keeper):
    an_item(meeting, by=keeper)
    sent(meeting, by=keeper)

    late = an_item(meeting, by=keeper, title="Late")

    assert (late.is_late, late.position) == (True, 2)


def test_a_pack_is_sent_once_and_not_empty(meeting, keeper):
    with as_worker(keeper), pytest.raises(Refused, match="on the agenda first"):
        meetings.send_pack(meeting_id=meeting.pk, by=keeper, at=NOON)
    an_item(meeting, by=keeper)
    sent(meeting, by=keeper)
    with as_worker(keeper), pytest.raises(Refused, match="sent already"):
        meetings.send_pack(meeting_id=meeting.pk, by=keeper, at=NOON)


def test_planning_the_same_day_twice_is_one_meeting(meeting, group, keeper):
    assert a_meeting(group, by=keeper).pk == meeting.pk


def test_labels_are_private_until_somebody_decides(meeting, keeper):
    item = an_item(meeting, by=keeper)
    paper = a_paper(item, by=keeper)
    with as_role("wb_bulk"):
        assert {Item.objects.get().label, Paper.objects.get().label} == {"PRIVATE"}

    told = {"item_id": item.pk, "paper_id": paper.pk, "by": keeper, "at": NOON}
    with as_worker(keeper):
        with pytest.raises(Refused, match="item public first"):
            meetings.label(to="PUBLIC", why="Agreed", **told)
        with pytest.raises(Refused, match="who decided"):
            meetings.label(to="PUBLIC", why=" ", **told)
    made_public(item, by=keeper)
    made_public(item, by=keeper, paper=paper)
    with as_worker(keeper), pytest.raises(Refused, match="this label already"):
        meetings.label(to="PUBLIC", why="Agreed", **told)

    with as_role("wb_bulk"):
        kept = Labelling.objects.filter(paper=paper).get()
    assert (kept.label, kept.why, kept.by_id) == ("PUBLIC", "The group decided so", keeper.pk)


def test_nothing_changes_once_the_minutes_are_signed(meeting, keeper, group):
    item = an_item(meeting, by=keeper)
    with as_worker(keeper), pytest.raises(Refused, match="needs its minutes"):
        meetings.sign_minutes(meeting_id=meeting.pk, by=keeper, at=NOON)
    minuted_and_signed(meeting, by=keeper)
    seat = a_seat(group)
    told = {"by": keeper}
    deeds = (
        lambda: meetings.add_item(meeting_id=meeting.pk, title="x", purpose="DECISION", **told),
        lambda: meetings.add_paper(item_id=item.pk, title="x", body="x", at=NOON, **told),
        lambda: meetings.write_minute(item_id=item.pk, text="x", **told),
        lambda: meetings.keep_attendance(meeting_id=meeting.pk, hows={}, **told),
        lambda: meetings.sign_minutes(meeting_id=meeting.pk, at=NOON, **told),
        lambda: logs.decide(item_id=item.pk, text="x", **told),
        lambda: meetings.declare_interest(
            meeting_id=meeting.pk, seat=seat, nature="x", handling="LEFT", at=NOON, **told
        ),
    )
    for deed in deeds:
        with as_worker(keeper), pytest.raises(Refused, match="signed"):
            deed()


def test_minutes_may_be_written_again_until_they_are_signed(meeting, keeper):
    item = an_item(meeting, by=keeper)
    with as_worker(keeper):
        meetings.write_minute(item_id=item.pk, text="First", by=keeper)
        minute = meetings.write_minute(item_id=item.pk, text="Better", by=keeper)

    assert minute.text == "Better"


def test_attendance_is_kept_by_seat_and_counted(meeting, group, keeper):
    one, two = a_seat(group), a_seat(group)
    for hows in ({one.pk: "ABSENT", two.pk: "DEPUTY"}, {one.pk: "PRESENT"}):
        with as_worker(keeper):
            meetings.keep_attendance(meeting_id=meeting.pk, hows=hows, by=keeper)

    with as_role("wb_bulk"):
        assert Attendance.objects.count() == 2
    with as_worker(keeper):
        counted = queries.attendance(group, reader=keeper)
    assert counted == {one.pk: (1, 1), two.pk: (1, 1)}
    other = a_seat(a_group("Another"))
    with as_worker(keeper), pytest.raises(Refused, match="seats of this group"):
        meetings.keep_attendance(meeting_id=meeting.pk, hows={other.pk: "PRESENT"}, by=keeper)


def test_a_member_declares_her_own_interest_and_nobody_elses(meeting, group, keeper):
    item = an_item(meeting, by=keeper)
    member = a_member(group)
    with as_role("wb_bulk"):
        own = member_seat(member)
    told = {"meeting_id": meeting.pk, "item": item, "handling": "LEFT", "by": member, "at": NOON}
    with as_worker(member):
        meetings.declare_interest(seat=own, nature="Works for the bidder", **told)
        with pytest.raises(Refused, match="keep groups"):
            meetings.declare_interest(seat=a_seat(group), nature="She does", **told)
        with pytest.raises(Refused, match="what the interest is"):
            meetings.declare_interest(seat=own, nature=" ", **told)

    with as_worker(keeper):
        minuted = queries.interests(meeting)
    assert [(one.nature, one.handling) for one in minuted] == [("Works for the bidder", "LEFT")]


def member_seat(member):
    return Sitting.objects.get(user=member).seat


def test_an_action_comes_out_of_a_decision_and_the_group_sees_it_close(meeting, group, keeper):
    item = an_item(meeting, by=keeper)
    doer = worker_at(AgencyFactory(), Duty.DO_ACTIONS)
    member, stranger = a_member(group), a_member(a_group("Another"))
    with as_role("wb_bulk"):
        home = Membership.objects.get(user=keeper).agency
        agency = Membership.objects.get(user=doer).agency
    new = NewAction(
        text="Write to the council", owner_agency=agency, kept_by=home, raised_for=home,
        due_date=date(2026, 4, 1), once_key=uuid4(),
    )  # fmt: skip
    with as_worker(keeper):
        decision = logs.decide(item_id=item.pk, text="To write", by=keeper)
        for _ in range(2):
            action = logs.agree_action(
                item_id=item.pk, new=new, decision=decision, by=keeper, at=NOON
            )
    with as_worker(doer):
        actions.accept(action_id=action.pk, owner=doer, by=doer, at=NOON)
        actions.complete(action_id=action.pk, evidence="Sent", by=doer, at=NOON)

    with as_worker(member):
        found = queries.actions_of([item])[item.pk]
        assert [(each.pk, each.state) for each in found] == [(action.pk, "COMPLETED")]
    with as_worker(stranger):
        assert queries.actions_of([item]) == {}


def test_decisions_risks_and_plans_lead_to_what_came_of_them(meeting, group, keeper):
    item = an_item(meeting, by=keeper)
    agency = AgencyFactory()
    new = logs.NewRisk("Funding ends", 4, 5, agency, date(2026, 6, 1))
    with as_worker(keeper):
        decision = logs.decide(item_id=item.pk, text="To bid", by=keeper)
        logs.keep_result(decision_id=decision.pk, result="Won", on=DAY, by=keeper)
        risk = logs.record_risk(group=group, new=new, decision=decision, by=keeper)
        logs.review_risk(
            risk_id=risk.pk, likelihood=2, impact=5, review_on=date(2026, 9, 1), by=keeper
        )
        with pytest.raises(Refused, match="what came of the risk"):
            logs.close_risk(risk_id=risk.pk, result="", on=DAY, by=keeper)
        logs.close_risk(risk_id=risk.pk, result="Renewed", on=DAY, by=keeper)
        with pytest.raises(Refused):
            logs.close_risk(risk_id=risk.pk, result="Again", on=DAY, by=keeper)
        planned = logs.plan_paper(group=group, title="Yearly paper", wanted_on=DAY, by=keeper)
        logs.place_paper(planned_id=planned.pk, item=item, by=keeper)
        assert queries.decisions(reader=keeper).rows[0].result == "Won"
        assert queries.risks(reader=keeper).rows[0].closed_on == DAY
        assert queries.planned(reader=keeper)[0][0].item == item


def test_a_paper_is_placed_on_its_own_groups_agenda_only(meeting, keeper):
    item = an_item(meeting, by=keeper)
    other = a_group("Another")
    with as_worker(keeper):
        planned = logs.plan_paper(group=other, title="Yearly paper", wanted_on=DAY, by=keeper)
        with pytest.raises(Refused, match="this group's agenda"):
            logs.place_paper(planned_id=planned.pk, item=item, by=keeper)


def test_a_seat_is_filled_by_one_and_vacant_again_when_her_time_ends(group, keeper):
    seat, member = a_seat(group), worker_at(AgencyFactory(), Duty.SIT_IN_GROUPS)
    with as_worker(keeper):
        sitting = seating.fill_seat(seat=seat, user=member, starts_on=DAY, by=keeper)
        with pytest.raises(Refused, match="Somebody sits"):
            seating.fill_seat(seat=seat, office="Head of service", starts_on=DAY, by=keeper)
        with pytest.raises(Refused, match="before it began"):
            seating.end_sitting(sitting_id=sitting.pk, ends_on=date(2025, 1, 1), by=keeper)
        seating.end_sitting(sitting_id=sitting.pk, ends_on=DAY, by=keeper)
        with pytest.raises(Refused, match="who sits"):
            seating.fill_seat(seat=seat, starts_on=DAY, by=keeper)
        seating.fill_seat(seat=seat, office="Head of service", starts_on=DAY, by=keeper)


def test_only_those_who_keep_groups_run_them(meeting, group, keeper):
    item, member = an_item(meeting, by=keeper), a_member(group)
    told = {"by": member}
    deeds = (
        lambda: meetings.plan_meeting(group=group, on=date(2027, 1, 1), **told),
        lambda: meetings.add_item(meeting_id=meeting.pk, title="x", purpose="DECISION", **told),
        lambda: meetings.send_pack(meeting_id=meeting.pk, at=NOON, **told),
        lambda: meetings.label(item_id=item.pk, to="PUBLIC", why="x", at=NOON, **told),
        lambda: logs.plan_paper(group=group, title="x", wanted_on=DAY, **told),
        lambda: seating.fill_seat(seat=a_seat(group), office="x", starts_on=DAY, **told),
    )
    for deed in deeds:
        with as_worker(member), pytest.raises(Refused, match="keep groups"):
            deed()
