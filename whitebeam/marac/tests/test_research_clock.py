"""The clock closes research that is due and chases what is owed, once a day and without content."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import Case, StateChange
from whitebeam.marac.services import answering
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


@pytest.mark.parametrize("state", ["HEARD", "ACTIONS_OPEN", "SETTLED_EARLY", "TRANSFER_SENT"])
def test_a_case_that_was_decided_waits_for_nobody_s_answer(client, state):
    marac, case = an_asked_case()
    browser, waiting = with_second_factor(client, marac.rep), reverse("marac:waiting")
    assert case.reference in browser.get(waiting).text

    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state=state)

    assert case.reference not in browser.get(waiting).text
    assert "to research for a MARAC" not in browser.get("/").text
