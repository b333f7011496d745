"""The list of a meeting: put on it, late with a reason, deferred, listed again; meetings planned."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import AgendaItem, Case
from whitebeam.marac.models.states import ENDED, State
from whitebeam.marac.presenters.deeds import Capacity, deeds
from whitebeam.marac.queries.calendar import fill_of
from whitebeam.marac.services import listing, screening, transferring
from whitebeam.marac.services.transferring import Where

pytestmark = pytest.mark.django_db

PATTERN = {"first_on": "2026-03-03", "starts_at": "09:30", "minutes": 180, "place": "By video"}
DAY = timedelta(days=1)


@pytest.fixture
def marac():
    return a_marac(pattern=PATTERN)


@pytest.fixture
def case(marac):
    return a_case(marac, state="ACCEPTED")


@pytest.fixture
def meeting(marac):
    return a_meeting(marac)


def put(marac, case, meeting, *, at=NOON, late_reason="", by=None):
    by = by or marac.coordinator
    with acting_as(by):
        return listing.list_case(
            case_id=case.pk,
            meeting_id=meeting.pk,
            minutes=12,
            late_reason=late_reason,
            by=by,
            at=at,
        )


def fresh(row):
    with as_role("wb_bulk"):
        row.refresh_from_db()
    return row


def test_a_listed_case_waits_on_the_list(marac, case, meeting):
    item = put(marac, case, meeting)

    assert fresh(case).state == Case.State.LISTED
    assert (item.outcome, item.has_children, item.late_reason) == ("", True, None)


def test_after_the_cut_off_a_case_needs_a_reason(marac, case, meeting):
    after = meeting.cut_off_at + timedelta(minutes=1)
    with pytest.raises(Refused, match="cannot wait"):
        put(marac, case, meeting, at=after)

    item = put(marac, case, meeting, at=after, late_reason="He was released today")

    with acting_as(marac.coordinator):
        assert AgendaItem.objects.get(pk=item.pk).late_reason == "He was released today"


def test_at_the_cut_off_itself_it_is_not_late(marac, case, meeting):
    assert put(marac, case, meeting, at=meeting.cut_off_at).late_reason is None


def test_a_case_waits_on_one_list_only(marac, case, meeting):
    put(marac, case, meeting)

    with pytest.raises(Refused):
        put(marac, case, a_meeting(marac, starts_at=NOON + 42 * DAY))


def test_a_meeting_of_another_panel_takes_no_case(marac, case):
    other = a_marac()

    with pytest.raises(Refused):
        put(marac, case, a_meeting(other))


def test_a_meeting_that_has_begun_takes_no_case(marac, case):
    with pytest.raises(Refused, match="has not begun"):
        put(marac, case, a_meeting(marac, state="RUNNING"))


def test_only_the_coordinator_lists(marac, case, meeting):
    with pytest.raises(Refused):
        put(marac, case, meeting, by=marac.chair)


def test_a_deferred_case_is_listed_again(marac, case, meeting):
    item = put(marac, case, meeting)
    with acting_as(marac.chair):
        listing.defer(case_id=case.pk, words="Her adviser is ill", by=marac.chair, at=NOON)

    assert (fresh(item).outcome, fresh(case).state) == ("DEFERRED", Case.State.DEFERRED)

    put(marac, case, a_meeting(marac, starts_at=NOON + 42 * DAY))
    assert fresh(case).state == Case.State.RELISTED


def test_a_withdrawn_case_leaves_the_list(marac, case, meeting):
    item = put(marac, case, meeting)
    with acting_as(marac.coordinator):
        screening.withdraw(case_id=case.pk, words="Moved abroad", by=marac.coordinator, at=NOON)

    assert (fresh(item).outcome, fresh(case).state) == ("WITHDRAWN", Case.State.WITHDRAWN)


def test_what_is_taken_of_a_meeting_is_counted_from_what_one_may_see(marac, meeting):
    seen, hidden = a_case(marac), a_case(marac)
    for one in (seen, hidden):
        a_listing(meeting, one, minutes=100)
    with as_role("wb_bulk"):
        hidden.blocks.create(user=marac.rep, reason="Kin", set_by=marac.coordinator, set_at=NOON)

    with acting_as(marac.coordinator):
        assert fill_of(meeting).is_over
    with acting_as(marac.rep):
        assert (fill_of(meeting).taken, fill_of(meeting).cases) == (100, 1)


def test_meetings_are_planned_by_the_pattern_and_once(marac):
    def plan():
        with acting_as(marac.coordinator):
            return listing.plan_meetings(
                panel=marac.panel, until=date(2026, 5, 31), by=marac.coordinator, at=NOON
            )

    made = plan()

    assert [one.starts_at.astimezone(UTC) for one in made] == [
        datetime(2026, 3, 31, 8, 30, tzinfo=UTC),
        datetime(2026, 4, 28, 8, 30, tzinfo=UTC),
        datetime(2026, 5, 26, 8, 30, tzinfo=UTC),
    ]
    assert plan() == []
    assert made[0].cut_off_at.astimezone(UTC).date() == date(2026, 3, 19)


def test_nobody_plans_for_a_panel_they_do_not_coordinate(marac):
    with acting_as(marac.chair), pytest.raises(Refused):
        listing.plan_meetings(panel=marac.panel, until=date(2026, 5, 31), by=marac.chair, at=NOON)


WHERE = Where(
    other_marac="Elsewhere",
    other_coordinator="",
    reason="She moved",
    move="PERMANENT",
    documents=("REFERRAL",),
    is_address_withheld=True,
    was_circulated=False,
)


def send(marac, case):
    with acting_as(marac.coordinator):
        return transferring.send(case_id=case.pk, where=WHERE, by=marac.coordinator, at=NOON)


def test_a_transfer_closes_only_on_receipt(marac, case, meeting):
    item = put(marac, case, meeting)
    transfer = send(marac, case)

    assert (fresh(case).state, fresh(item).outcome) == (Case.State.TRANSFER_SENT, "WITHDRAWN")
    with acting_as(marac.coordinator):
        transferring.received(case_id=case.pk, name="A. Person", by=marac.coordinator, at=NOON)
    assert fresh(case).state == Case.State.TRANSFERRED
    assert fresh(transfer).received_by_name == "A. Person"


def test_a_transfer_that_nobody_received_comes_back(marac, case):
    send(marac, case)
    with acting_as(marac.coordinator):
        transferring.bring_back(case_id=case.pk, words="Silence", by=marac.coordinator, at=NOON)

    assert fresh(case).state == Case.State.ACCEPTED


@pytest.mark.parametrize("state", ["HEARD", "SETTLED_EARLY", "ACTIONS_OPEN", "CLOSED"])
def test_a_decided_case_is_sent_on_and_comes_back_to_where_it_stood(marac, case, state):
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state=state, heard_at=NOON, closed_at=NOON)
    send(marac, case)
    with acting_as(marac.coordinator):
        transferring.bring_back(case_id=case.pk, words="Silence", by=marac.coordinator, at=NOON)

    assert fresh(case).state == state


def test_a_case_whose_flags_are_over_is_sent_nowhere(marac, case):
    long_ago = NOON - timedelta(days=400)
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state="CLOSED", closed_at=long_ago)

    with pytest.raises(Refused, match="too long ago"):
        send(marac, case)


@pytest.mark.parametrize("state", [state for state in State if state not in ENDED])
def test_no_open_case_is_a_dead_end_for_its_coordinator(case, state):
    case.state = state
    offered = {deed.text for deed in deeds(case, frozenset({Capacity.COORDINATOR}))}

    assert offered - {"I know somebody in this case", "Flags"}


def test_a_case_that_came_from_elsewhere_says_so(marac, case):
    with acting_as(marac.coordinator):
        transfer = transferring.mark_origin(
            case_id=case.pk, where=WHERE, by=marac.coordinator, at=NOON
        )

    assert (transfer.direction, transfer.received_at) == ("IN", NOON)
