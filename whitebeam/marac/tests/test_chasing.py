"""The clock chases late screening, unanswered transfers and missing answers, once a day."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command

from tests.marac_builders import NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import Pathway, ResearchRequest, Telling
from whitebeam.marac.services import listing, screening, transferring
from whitebeam.notices.models import Notice

pytestmark = pytest.mark.django_db

DUE = NOON + timedelta(days=1)
ONE_SECOND, TWO_HOURS = timedelta(seconds=1), timedelta(hours=2)
NEXT_DAY = DUE + timedelta(days=1)
KINDS = ("cases", "transfers", "lists of answers", "first contacts", "tellings")


@pytest.fixture
def marac():
    return a_marac()


def run(at, **options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command("marac_chase_late", at=at, stdout=said, **options)
    return said.getvalue().strip()


def chased(**some):
    """Return what the command says when it chased these and nothing else."""
    numbers = {kind: some.get(kind.replace(" ", "_"), 0) for kind in KINDS}
    said = ", ".join(f"{number} {kind}" for kind, number in numbers.items())
    return f"{said}, {some.get('waits', 0)} other waits chased"


NOTHING = chased()


def told(template):
    with as_role("wb_bulk"):
        return [one.to for one in Notice.objects.filter(template=template).order_by("made_at")]


def test_screening_is_chased_when_its_clock_runs_out_and_once_a_day(marac):
    a_case(marac, asked=False)
    a_case(marac, asked=False)

    assert run(DUE - ONE_SECOND) == NOTHING
    assert run(DUE) == chased(cases=1)
    assert run(DUE + TWO_HOURS) == NOTHING
    assert told("marac_screening_late") == [marac.coordinator]
    assert run(NEXT_DAY) == chased(cases=1)


def test_a_screened_case_is_left_alone(marac):
    case = a_case(marac, asked=False)
    with acting_as(marac.coordinator):
        screening.return_for_information(
            case_id=case.pk, words="Which school?", by=marac.coordinator, at=NOON
        )

    run(NEXT_DAY)

    assert told("marac_screening_late") == []


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
    assert run(transfer.due_at) == chased(transfers=1)
    assert run(transfer.due_at) == NOTHING
    next_day = transfer.due_at + timedelta(days=1)
    assert run(next_day) == chased(transfers=1)
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
    assert run(due) == chased(lists_of_answers=1)
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

    run(meeting.research_due_at)

    assert told("research_missing") == []


def test_the_notice_leads_to_the_list_of_who_owes_what(client, marac, meeting):
    run(meeting.research_due_at)
    with as_role("wb_bulk"):
        notice = Notice.objects.get(template="research_missing")
    browser = with_second_factor(client, marac.coordinator)

    page = browser.get(f"/marac/meetings/{notice.about_id}/research/").text

    assert "Housing" in page


@pytest.mark.parametrize(
    "days", [{}, {"feedback": {"value": 1, "unit": "days", "calendar": "WORKING"}}]
)
def test_she_is_to_be_told_within_the_clock_of_the_way(marac, days):
    with as_role("wb_bulk"):
        way = Pathway.objects.first()
        way.clocks = days
        way.save()
    heard = a_case(marac, asked=False, state="ACTIONS_OPEN", heard_at=NOON, pathway=way)
    due = NOON + timedelta(days=1 if days else 2)

    assert run(due - ONE_SECOND) == NOTHING
    assert run(due) == chased(tellings=1)
    with as_role("wb_bulk"):
        Telling.objects.create(
            case=heard, agency=marac.service, by=marac.idva, at=due, outcome="TOLD", how="CALL",
            decided="A lock", once_key=uuid4(),
        )  # fmt: skip
    assert run(due + timedelta(days=1)) == NOTHING
    # Nobody is named yet: those of her service who speak for people are told.
    assert told("marac_telling_late") == [marac.idva]


def test_a_dry_run_only_counts(marac, meeting):
    a_case(marac, asked=False)

    said = run(meeting.research_due_at, dry_run=True)

    assert said == chased(cases=1, lists_of_answers=1).replace("chased", "to look at")
    assert told("marac_screening_late") == []


def test_the_command_reads_the_clock_itself(monkeypatch, marac):
    a_case(marac, asked=False)
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 3, 6, 13, tzinfo=UTC))

    assert run(None) == chased(cases=1)
