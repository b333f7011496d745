"""The clock chases late screening, unanswered transfers and missing answers, once a day."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import ResearchRequest
from whitebeam.marac.services import listing, screening, transferring
from whitebeam.notices.models import Notice

pytestmark = pytest.mark.django_db

DUE = NOON + timedelta(days=1)
ONE_SECOND, TWO_HOURS = timedelta(seconds=1), timedelta(hours=2)
NEXT_DAY = DUE + timedelta(days=1)
NOTHING = "0 cases, 0 transfers, 0 lists of answers chased"


@pytest.fixture
def marac():
    return a_marac()


def run(at, **options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command("marac_chase_late", at=at, stdout=said, **options)
    return said.getvalue().strip()


def told(template):
    with as_role("wb_bulk"):
        return [one.to for one in Notice.objects.filter(template=template).order_by("made_at")]


def test_screening_is_chased_when_its_clock_runs_out_and_once_a_day(marac):
    a_case(marac, asked=False)
    a_case(marac, asked=False)

    assert run(DUE - ONE_SECOND) == NOTHING
    assert run(DUE) == "1 cases, 0 transfers, 0 lists of answers chased"
    assert run(DUE + TWO_HOURS) == NOTHING
    assert told("marac_screening_late") == [marac.coordinator]
    assert run(NEXT_DAY) == "1 cases, 0 transfers, 0 lists of answers chased"


def test_a_screened_case_is_left_alone(marac):
    case = a_case(marac, asked=False)
    with acting_as(marac.coordinator):
        screening.return_for_information(
            case_id=case.pk, words="Which school?", by=marac.coordinator, at=NOON
        )

    assert run(NEXT_DAY) == NOTHING


def a_transfer(marac):
    case = a_case(marac, state="ACCEPTED", asked=False)
    where = transferring.Where(
        other_marac="Elsewhere MARAC",
        other_coordinator="Somebody there",
        reason="She moved",
        move="PERMANENT",
        documents=(),
        is_address_withheld=True,
        was_circulated=False,
    )
    with acting_as(marac.coordinator):
        return transferring.send(case_id=case.pk, where=where, by=marac.coordinator, at=NOON)


def test_a_transfer_is_chased_daily_until_they_say_that_they_have_it(marac):
    transfer = a_transfer(marac)

    assert run(transfer.due_at - ONE_SECOND) == NOTHING
    assert run(transfer.due_at) == "0 cases, 1 transfers, 0 lists of answers chased"
    assert run(transfer.due_at) == NOTHING
    next_day = transfer.due_at + timedelta(days=1)
    assert run(next_day) == "0 cases, 1 transfers, 0 lists of answers chased"
    with acting_as(marac.coordinator):
        transferring.received(
            case_id=transfer.case_id, name="Somebody there", by=marac.coordinator, at=next_day
        )
    assert run(next_day + timedelta(days=1)) == NOTHING
    assert told("marac_transfer_late") == [marac.coordinator] * 2


@pytest.fixture
def meeting(marac):
    meeting = a_meeting(marac)
    a_listing(meeting, a_case(marac, state="RESEARCH_CLOSED"))
    return meeting


def test_before_a_meeting_the_coordinator_is_told_that_answers_are_missing(marac, meeting):
    due = meeting.research_due_at

    assert run(due - ONE_SECOND) == NOTHING
    assert run(due) == "0 cases, 0 transfers, 1 lists of answers chased"
    assert run(due + TWO_HOURS) == NOTHING
    assert told("research_missing") == [marac.coordinator]
    assert run(meeting.starts_at) == NOTHING


def test_nothing_is_missing_once_everybody_answered(marac, meeting):
    with as_role("wb_bulk"):
        ResearchRequest.objects.update(
            answer="NOTHING_KNOWN", answered_at=NOON, answered_by=marac.rep
        )

    assert run(meeting.research_due_at) == NOTHING


def test_nothing_is_missing_for_a_case_that_left_the_list(marac):
    meeting, case = a_meeting(marac), a_case(marac, state="LISTED")
    a_listing(meeting, case)
    with acting_as(marac.coordinator):
        listing.defer(case_id=case.pk, words="She is away", by=marac.coordinator, at=NOON)

    assert run(meeting.research_due_at) == NOTHING


def test_the_notice_leads_to_the_list_of_who_owes_what(client, marac, meeting):
    run(meeting.research_due_at)
    with as_role("wb_bulk"):
        notice = Notice.objects.get(template="research_missing")
    browser = with_second_factor(client, marac.coordinator)

    page = browser.get(f"/marac/meetings/{notice.about_id}/research/").text

    assert "Housing" in page


def test_a_dry_run_only_counts(marac, meeting):
    a_case(marac, asked=False)

    said = run(meeting.research_due_at, dry_run=True)

    assert said == (
        "1 cases wait for screening, 0 transfers for their receipt, 1 meetings for answers"
    )
    assert told("marac_screening_late") == []


def test_the_command_reads_the_clock_itself(monkeypatch, marac):
    a_case(marac, asked=False)
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 3, 6, 13, tzinfo=UTC))

    assert run(None) == "1 cases, 0 transfers, 0 lists of answers chased"
