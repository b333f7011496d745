"""The clock closes research that is due and chases what is owed, once a day and without content."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_meeting, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac import policy
from whitebeam.marac.models import Case, CaseBlock, StateChange
from whitebeam.marac.services import answering, asking, listing, rescheduling
from whitebeam.marac.tests.research_steps import LATER, an_asked_case, request_of
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
# The list of the builder is due on Monday 16 March at noon.
LONG_BEFORE, DAY_BEFORE, DUE, DAY_AFTER = (
    date(2026, 3, 10),
    date(2026, 3, 15),
    date(2026, 3, 16),
    date(2026, 3, 17),
)
AFTER = datetime(2026, 3, 17, 9, tzinfo=UTC)


def run(on, **options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command("marac_research_clock", on=on, stdout=said, **options)
    return said.getvalue().strip()


def told(template):
    with as_role("wb_bulk"):
        return [one.to for one in Notice.objects.filter(template=template)]


def test_nothing_happens_before_the_last_working_day():
    an_asked_case()

    assert run(LONG_BEFORE) == "0 cases closed for research, 0 agencies chased"


def test_what_is_due_soon_is_chased_once_a_day():
    marac, _ = an_asked_case()

    assert run(DAY_BEFORE) == "0 cases closed for research, 3 agencies chased"
    assert run(DAY_BEFORE) == "0 cases closed for research, 0 agencies chased"
    assert set(told("research_waits")) == {marac.rep, marac.housing_rep}
    assert told("research_late_here") == []


def test_whoever_answered_is_left_alone():
    marac, case = an_asked_case()
    with acting_as(marac.rep):
        answering.nothing_known(request_of(case, marac.police).pk, by=marac.rep, at=LATER)

    run(DAY_BEFORE)

    assert told("research_waits") == [marac.housing_rep]


def test_past_its_time_it_is_closed_and_the_lead_is_told():
    marac, case = an_asked_case()
    lead = worker_at(marac.police, Duty.MANAGE_AGENCY)

    assert run(DUE) == "1 cases closed for research, 3 agencies chased"

    with as_role("wb_bulk"):
        case.refresh_from_db()
        step = StateChange.objects.get(case=case, reason="by_the_clock")
        assert (case.state, step.by) == (Case.State.RESEARCH_CLOSED, marac.coordinator)
    assert told("research_late_here") == [lead]
    assert run(DAY_AFTER) == "0 cases closed for research, 3 agencies chased"


def test_a_dry_run_only_counts():
    an_asked_case()

    assert run(DUE, dry_run=True) == ("1 cases would be closed for research, 3 agencies chased")
    assert told("research_waits") == []


def test_the_command_reads_the_clock_itself_when_no_day_is_given(monkeypatch):
    an_asked_case()
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 3, 16, 13, tzinfo=UTC))

    assert run(None) == "1 cases closed for research, 3 agencies chased"


def test_listed_again_its_agencies_are_asked_again_on_the_new_clock():
    marac, case = an_asked_case()
    with acting_as(marac.rep):
        answering.nothing_known(request_of(case, marac.police).pk, by=marac.rep, at=LATER)
    run(DUE)
    later = a_meeting(
        marac, starts_at=NOON + timedelta(days=28), cut_off_at=NOON + timedelta(days=20),
        research_due_at=NOON + timedelta(days=26),
    )  # fmt: skip
    coordinator = marac.coordinator
    with acting_as(coordinator):
        listing.defer(case_id=case.pk, words="No quorum", by=coordinator, at=AFTER)
        listing.list_case(
            case_id=case.pk, meeting_id=later.pk, minutes=12, late_reason="",
            by=coordinator, at=AFTER,
        )  # fmt: skip

        opened = asking.open_research(case.pk, by=coordinator, at=AFTER)

    assert (opened.asked, opened.again, opened.told) == (2, 2, 1)
    assert told("research_may_add") == [marac.rep]
    assert told("research_asked").count(marac.housing_rep) == 2
    assert run(DAY_AFTER) == "0 cases closed for research, 0 agencies chased"
    assert run(date(2026, 3, 30)) == "1 cases closed for research, 2 agencies chased"


def test_a_moved_meeting_moves_the_clock_of_what_is_not_answered():
    marac, case = an_asked_case()
    with acting_as(marac.rep):
        answering.nothing_known(request_of(case, marac.police).pk, by=marac.rep, at=LATER)
    was = request_of(case, marac.police).due_at
    with acting_as(marac.coordinator):
        meeting = policy.meetings_planned_by(marac.coordinator).get()
        moved = rescheduling.move(
            meeting_id=meeting.pk, starts_at=datetime(2026, 4, 1, 9, 30, tzinfo=UTC),
            reason="The chair is ill", by=marac.coordinator, at=LATER,
        )  # fmt: skip

    assert request_of(case, marac.housing).due_at == moved.research_due_at
    assert request_of(case, marac.police).due_at == was
    assert run(DUE) == "0 cases closed for research, 0 agencies chased"
    closed = moved.research_due_at.date()
    assert run(closed) == "1 cases closed for research, 2 agencies chased"


def test_of_a_case_that_whoever_moves_it_may_not_see_the_clock_moves_too():
    marac, case = an_asked_case()
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.coordinator, reason="Kin", set_by=marac.chair, set_at=NOON
        )
    with acting_as(marac.coordinator):
        meeting = policy.meetings_planned_by(marac.coordinator).get()
        moved = rescheduling.move(
            meeting_id=meeting.pk, starts_at=datetime(2026, 4, 1, 9, 30, tzinfo=UTC),
            reason="The chair is ill", by=marac.coordinator, at=LATER,
        )  # fmt: skip

    assert request_of(case, marac.housing).due_at == moved.research_due_at


@pytest.mark.parametrize("state", ["HEARD", "ACTIONS_OPEN", "SETTLED_EARLY", "TRANSFER_SENT"])
def test_a_case_that_was_decided_waits_for_nobody_s_answer(client, state):
    marac, case = an_asked_case()
    browser, waiting = with_second_factor(client, marac.rep), reverse("marac:waiting")
    assert case.reference in browser.get(waiting).text

    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state=state)

    assert case.reference not in browser.get(waiting).text
    assert "to research for a MARAC" not in browser.get("/").text
