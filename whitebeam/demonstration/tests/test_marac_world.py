"""Two years of MARACs: heard, signed, acted on, told, flagged; the next ones ready to run."""

from datetime import date

import pytest
from django.db.models import F

from tests.factories import worker_at
from tests.marac_builders import a_marac
from tests.roles import as_role
from whitebeam.actions.models import Action
from whitebeam.demonstration.load import load
from whitebeam.demonstration.tests.partnership import NOW, make_partnership
from whitebeam.marac.models import (
    AgendaItem,
    Attendance,
    Case,
    CaseAction,
    CaseBlock,
    ConflictDeclaration,
    EarlySettlement,
    FlagRequest,
    Meeting,
    Minutes,
    MinutesCopy,
    QuarterReturn,
    ResearchRequest,
    Telling,
)
from whitebeam.marac.rules.minuting import read_copy, read_whole
from whitebeam.partners.models import Area, Duty

pytestmark = pytest.mark.django_db

PATTERN = {"first_on": "2024-05-07", "starts_at": "09:30", "minutes": 180, "place": "By video"}
TODAY = date(2026, 5, 6)
Outcome = AgendaItem.Outcome


@pytest.fixture(autouse=True)
def marac():
    """A partnership with one panel, whose agencies have a deputy each, and its two years."""
    make_partnership()
    with as_role("wb_bulk"):
        area = Area.objects.get(name="Northdown")
    marac = a_marac(area=area, pattern=PATTERN, code="northdown")
    for agency in (marac.police, marac.housing):
        worker_at(agency, Duty.RESEARCH_MARAC, Duty.DO_ACTIONS)
    load(at=NOW, people=900, seed=5, say=lambda line: None)
    with as_role("wb_bulk"):
        yield marac


def heard():
    return AgendaItem.objects.filter(outcome=Outcome.HEARD).select_related("meeting", "case")


def test_a_world_as_it_would_be(marac):
    _whatever_was_heard_was_signed(marac)
    _actions_are_in_every_state()
    _what_is_closed_is_done_and_told()
    _returns_are_kept_of_quarters_that_are_over()
    _agencies_were_asked_to_flag()
    _people_came_or_said_that_they_could_not()
    _settled_cases_are_read_again()
    _some_knew_somebody()
    _a_deferred_case_was_heard_later()
    _the_next_meeting_is_ready_to_run()


def _returns_are_kept_of_quarters_that_are_over():
    kept = QuarterReturn.objects.order_by("first_on")
    counted = {cell["code"]: cell["value"] for row in kept for cell in row.cells if cell["value"]}

    assert len(kept) == 8
    assert (kept[0].first_on, kept[7].last_on) == (date(2024, 4, 1), date(2026, 3, 31))
    assert {"male", "lgbt", "disabled"} <= counted.keys()
    assert all(row.made_at.date() > row.last_on for row in kept)


def _whatever_was_heard_was_signed(marac):
    assert heard().count() > 20
    assert not heard().exclude(pk__in=Minutes.objects.values("item")).exists()
    signed = Minutes.objects.select_related("case").first()
    assert read_whole(str(signed.content)).reference == signed.case.reference
    copy = MinutesCopy.objects.filter(agency=marac.police).first()
    kept = read_copy(str(copy.content))
    assert {action.agency for action in kept.actions} <= {marac.police.name}


def _actions_are_in_every_state():
    states = set(Action.objects.values_list("state", flat=True))

    # With so few agencies here, one action seldom takes another's place.
    assert states >= set(Action.State) - {Action.State.SUPERSEDED}
    late = Action.objects.filter(closed_at=None, due_date__lt=TODAY)
    assert late.exists()
    assert CaseAction.objects.filter(is_before_meeting=True).exists()


def _what_is_closed_is_done_and_told():
    closed = Case.objects.filter(state=Case.State.CLOSED)

    assert closed.exists()
    assert (
        not closed.filter(case_actions__action__closed_at=None).exclude(case_actions=None).exists()
    )
    assert not closed.exclude(pk__in=Telling.objects.values("case")).exists()
    assert Telling.objects.filter(outcome="UNSAFE", reason__isnull=False).exists()


def _agencies_were_asked_to_flag():
    over = FlagRequest.objects.filter(until__lte=TODAY)

    assert FlagRequest.objects.filter(flagged_at__isnull=False).exists()
    assert over.filter(removed_at__isnull=False).exists()
    assert not FlagRequest.objects.filter(until__gt=TODAY, removed_at__isnull=False).exists()


def _people_came_or_said_that_they_could_not():
    past = Attendance.objects.filter(meeting__starts_at__lt=NOW)

    assert past.filter(joined_at__isnull=False).count() > past.count() / 2
    assert past.filter(apologised_at__isnull=False, joined_at=None).exists()
    assert past.filter(role="DEPUTY").exists()


def _settled_cases_are_read_again():
    settled = EarlySettlement.objects.exclude(decided_at=None)

    assert settled.exists()
    assert not settled.filter(seconded_for=F("proposed_for")).exists()


def _some_knew_somebody():
    declared = ConflictDeclaration.objects.values_list("case", "user")

    assert set(declared) == set(CaseBlock.objects.values_list("case", "user"))


def _a_deferred_case_was_heard_later():
    later = heard().filter(case__listings__outcome=Outcome.DEFERRED)

    assert later.exists()


def _the_next_meeting_is_ready_to_run():
    coming = Meeting.objects.filter(starts_at__gte=NOW).order_by("starts_at").first()
    asked = ResearchRequest.objects.filter(case__listings__meeting=coming, withdrawn_at=None)

    assert asked.exclude(answer="").exists()
    assert asked.filter(answer="").exists()
