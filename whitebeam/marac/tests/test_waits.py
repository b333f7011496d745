"""What waits of a case is chased from its clock on, once a day, and stands on the coordinator's list."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import LONG_AGO, NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac import policy
from whitebeam.marac.models import EarlySettlement, Pathway, StateChange
from whitebeam.marac.queries import counting_waits, waits
from whitebeam.marac.queries.waits import Kind
from whitebeam.marac.tests.test_chasing import NOTHING, chased, run, told
from whitebeam.partners.models import Duty, LocalSetting

pytestmark = pytest.mark.django_db
ONE_SECOND, TWO_HOURS, DAY = timedelta(seconds=1), timedelta(hours=2), timedelta(days=1)
# Thursday evening before Easter: Friday and Monday are bank holidays.
THURSDAY_EVENING = datetime(2026, 4, 2, 18, tzinfo=UTC)
WEDNESDAY_CLOSE = datetime(2026, 4, 8, 16, tzinfo=UTC)
THURSDAY_CLOSE, FRIDAY_CLOSE = WEDNESDAY_CLOSE + DAY, WEDNESDAY_CLOSE + 2 * DAY


@pytest.fixture
def marac():
    return a_marac()


def standing(marac, state, *, since=THURSDAY_EVENING, before="RECEIVED", **more):
    """Return a case that came to this state at that moment, with its adviser's clock far off."""
    case = a_case(marac, asked=False, state=state, **more)
    with as_role("wb_bulk"):
        StateChange.objects.create(
            case=case, before=before, after=state, by=marac.coordinator, agency=marac.hub, at=since
        )
    return case


def a_way(kind, **clocks):
    with as_role("wb_bulk"):
        return Pathway.objects.create(
            code=f"way-{kind.lower()}", kind=kind, name=kind, starts_on=LONG_AGO, source="x",
            clocks={
                step: {"value": value, "unit": "days", "calendar": "WORKING"}
                for step, value in clocks.items()
            },
        )  # fmt: skip


def proposed(marac, case, **more):
    with as_role("wb_bulk"):
        return EarlySettlement.objects.create(
            case=case, reason="x", proposed_by=marac.rep, proposed_for=marac.police,
            proposed_at=THURSDAY_EVENING, **more,
        )  # fmt: skip


def settled(marac, case, audit="WAITING"):
    return proposed(
        marac, case, seconded_by=marac.housing_rep, seconded_for=marac.housing,
        seconded_at=NOON, idva=marac.idva, idva_agreed_at=NOON, decided_by=marac.coordinator,
        decided_at=THURSDAY_EVENING, audit=audit,
    )  # fmt: skip


def test_a_referrer_who_was_asked_is_chased_and_then_their_lead(marac):
    lead = worker_at(marac.school, Duty.MANAGE_AGENCY)
    standing(marac, "RETURNED")

    assert run(WEDNESDAY_CLOSE - ONE_SECOND) == NOTHING
    assert run(WEDNESDAY_CLOSE) == chased(waits=1)
    assert run(WEDNESDAY_CLOSE + TWO_HOURS) == NOTHING
    assert (told("marac_return_late"), told("marac_return_late_here")) == ([marac.referrer], [])
    # Two more working days.
    run(FRIDAY_CLOSE - ONE_SECOND)
    assert told("marac_return_late_here") == []
    run(FRIDAY_CLOSE)
    assert told("marac_return_late_here") == [lead]


def test_the_time_to_answer_is_the_partnerships_in_its_own_unit(marac):
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key=waits.RETURN_DAYS, value=30, unit="calendar hours", starts_on=LONG_AGO, source="x"
        )
    standing(marac, "RETURNED")
    due = THURSDAY_EVENING + timedelta(hours=30)

    assert run(due - ONE_SECOND) == NOTHING
    assert run(due) == chased(waits=1)


@pytest.mark.parametrize("state", ["ACCEPTED", "DEFERRED"])
def test_what_is_on_no_list_is_chased_when_the_next_list_closes(marac, state):
    # The list that closed before it was accepted is none of its.
    a_meeting(marac, starts_at=THURSDAY_EVENING + DAY, cut_off_at=THURSDAY_EVENING - DAY,
              research_due_at=THURSDAY_EVENING)  # fmt: skip
    meeting = a_meeting(marac, starts_at=THURSDAY_EVENING + 14 * DAY,
                        cut_off_at=THURSDAY_EVENING + 4 * DAY,
                        research_due_at=THURSDAY_EVENING + 12 * DAY)  # fmt: skip
    standing(marac, state)

    assert run(meeting.cut_off_at - ONE_SECOND) == NOTHING
    assert run(meeting.cut_off_at) == chased(waits=1)
    assert told("marac_unlisted") == [marac.coordinator]


def test_where_no_meeting_is_planned_it_is_chased_after_the_usual_time(marac):
    standing(marac, "ACCEPTED")

    assert run(THURSDAY_EVENING + 28 * DAY - ONE_SECOND) == NOTHING
    assert run(THURSDAY_EVENING + 28 * DAY) == chased(waits=1)


def test_a_way_without_a_list_has_its_own_clock_for_what_is_agreed(marac):
    way = a_way("SETTLED_EARLY", research=1, actions=1)
    standing(marac, "ACCEPTED", pathway=way)
    researched = standing(marac, "RESEARCH_CLOSED", before="RESEARCH_OPEN", pathway=way)

    # Tuesday is its working day; the other has one for research before.
    assert run(WEDNESDAY_CLOSE - DAY - ONE_SECOND) == NOTHING
    assert run(WEDNESDAY_CLOSE - DAY) == chased(waits=1)
    assert run(WEDNESDAY_CLOSE) == chased(waits=2).replace("2 other", "1 other")
    assert told("marac_unsettled") == [marac.coordinator] * 2
    with acting_as(marac.coordinator):
        mine = policy.coordinated_by(marac.coordinator).filter(pk=researched.pk)
        [wait] = waits.past_their_clock(mine, at=WEDNESDAY_CLOSE)
    assert wait.kind == Kind.UNSETTLED


def test_who_must_agree_to_a_settlement_is_chased(marac):
    proposed(marac, standing(marac, "RESEARCH_CLOSED", idva=marac.idva))

    assert run(WEDNESDAY_CLOSE - ONE_SECOND) == NOTHING
    assert run(WEDNESDAY_CLOSE) == chased(waits=1)
    assert told("marac_settlement_waits") == [marac.coordinator, marac.idva]


def test_an_audit_is_chased_with_whoever_did_not_settle_it(marac):
    case = standing(marac, "SETTLED_EARLY", before="RESEARCH_CLOSED")
    settled(marac, case)
    due = datetime(2026, 4, 13, 16, tzinfo=UTC)

    run(due - ONE_SECOND)
    assert told("marac_audit_waits") == []
    run(due)
    assert told("marac_audit_waits") == [marac.chair]


def test_unsigned_minutes_are_chased_with_the_chair_and_then_the_coordinators(marac):
    case = standing(marac, "HEARD", before="RESEARCH_CLOSED", heard_at=THURSDAY_EVENING + 30 * DAY)
    a_listing(a_meeting(marac), case, outcome="HEARD", closed_at=THURSDAY_EVENING)

    assert run(WEDNESDAY_CLOSE - ONE_SECOND) == NOTHING
    assert run(WEDNESDAY_CLOSE) == chased(waits=1)
    assert told("minutes_unsigned") == [marac.chair]
    run(FRIDAY_CLOSE)
    assert told("minutes_unsigned")[-1] == marac.coordinator


def test_the_clock_of_the_way_comes_before_the_areas_for_minutes(marac):
    way = a_way("FULL", minutes=1)
    case = standing(marac, "HEARD", before="RESEARCH_CLOSED", pathway=way,
                    heard_at=THURSDAY_EVENING + 30 * DAY)  # fmt: skip
    a_listing(a_meeting(marac), case, outcome="HEARD", closed_at=THURSDAY_EVENING)

    assert run(WEDNESDAY_CLOSE - DAY) == chased(waits=1)


def test_signed_minutes_and_read_settlements_wait_for_nobody(marac):
    case = standing(marac, "ACTIONS_OPEN", before="HEARD", heard_at=THURSDAY_EVENING + 30 * DAY)
    a_listing(a_meeting(marac), case, outcome="HEARD", closed_at=THURSDAY_EVENING, signed_at=NOON)
    settled(marac, standing(marac, "SETTLED_EARLY", before="LISTED"), audit="NOT_SAMPLED")

    with acting_as(marac.coordinator):
        mine = policy.coordinated_by(marac.coordinator)
        assert waits.past_their_clock(mine, at=THURSDAY_EVENING + 60 * DAY) == []


def test_a_dry_run_counts_them_and_tells_nobody(marac):
    standing(marac, "RETURNED")

    said = run(WEDNESDAY_CLOSE, dry_run=True)

    assert said == chased(waits=1).replace("chased", "to look at")
    assert told("marac_return_late") == []


def test_they_stand_on_the_coordinators_list_and_nobody_elses(client, marac):
    case = standing(marac, "RETURNED", since=NOON)
    where = reverse("marac:late")

    text = with_second_factor(client, marac.coordinator).get(where).text

    assert case.reference in text
    assert "The referrer has not answered" in text
    others = with_second_factor(type(client)(), a_marac().coordinator).get(where).text
    assert case.reference not in others
    assert with_second_factor(type(client)(), marac.rep).get(where).status_code == 403
    assert "past their clock at MARAC" in client.get("/").text


def test_those_who_steer_count_what_waits_and_what_audits_found(client, marac):
    standing(marac, "RETURNED")
    standing(marac, "DEFERRED")
    proposed(marac, standing(marac, "RESEARCH_CLOSED"))
    settled(marac, standing(marac, "SETTLED_EARLY"))
    sound = settled(marac, standing(marac, "SETTLED_EARLY"), audit="NOT_SAMPLED")
    with as_role("wb_bulk"):
        EarlySettlement.objects.filter(pk=sound.pk).update(
            audit="TO_BE_HEARD", audited_by=marac.chair, audited_at=NOON
        )
    member = worker_at(marac.outside, Duty.VIEW_MARAC_FIGURES)
    ten_days_on = THURSDAY_EVENING + 10 * DAY

    with acting_as(member):
        found = {
            one.kind: (one.waiting, int(one.longest_days))
            for one in counting_waits.standing(at=ten_days_on)
        }
        [read] = counting_waits.audits(since=NOON, until=ten_days_on)
    assert found == dict.fromkeys(("returned", "unlisted", "proposed", "audit"), (1, 10))
    assert (read.settled, read.sampled, read.to_be_heard, read.waiting) == (2, 2, 1, 1)
    with acting_as(marac.rep):
        assert counting_waits.standing(at=ten_days_on) == []
        assert counting_waits.audits(since=NOON, until=ten_days_on) == []
    page = with_second_factor(client, member).get(f"{reverse('marac:figures')}?show=waits").text
    assert "What waits now" in page
