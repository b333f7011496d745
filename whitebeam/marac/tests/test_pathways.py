"""Each way that a case may take has its own clocks, and some need no list."""

from datetime import timedelta

import pytest

from tests.marac_builders import LONG_AGO, NOON, a_case, a_listing, a_marac, a_meeting, acting_as
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Meeting, Pathway, ResearchRequest
from whitebeam.marac.services import asking, screening

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
WORKING = {"unit": "days", "calendar": "WORKING"}


@pytest.fixture
def marac():
    return a_marac()


def a_way(kind, **days):
    with as_role("wb_bulk"):
        return Pathway.objects.create(
            code=f"way-{kind.lower()}",
            kind=kind,
            name=kind,
            clocks={
                step.replace("_", "-"): {"value": value, **WORKING} for step, value in days.items()
            },
            starts_on=LONG_AGO,
            source="Invented",
        )


def accepted(marac, way):
    case = a_case(marac, asked=False)
    with acting_as(marac.coordinator):
        return screening.accept(
            case_id=case.pk,
            pathway=way,
            repeat_of=None,
            repeat_why="",
            idva_agency=marac.service,
            by=marac.coordinator,
            at=NOON,
        )


@pytest.mark.parametrize(("days", "due"), [({}, 2 * DAY), ({"idva_contact": 1}, DAY)])
def test_her_adviser_has_the_clock_of_the_way_or_the_areas(marac, days, due):
    case = accepted(marac, a_way("FULL", **days))

    assert case.idva_due_at == NOON + due


def asked(marac, case):
    with acting_as(marac.coordinator):
        asking.open_research(case.pk, by=marac.coordinator, at=NOON)
    with as_role("wb_bulk"):
        return set(ResearchRequest.objects.filter(case=case).values_list("due_at", flat=True))


@pytest.mark.parametrize(
    ("kind", "days"), [("SETTLED_EARLY", 1), ("PROFESSIONALS", 1), ("TRIAGE_ONLY", 2)]
)
def test_agencies_are_asked_without_a_list_within_the_clock_of_the_way(marac, kind, days):
    case = accepted(marac, a_way(kind, research=days))

    assert asked(marac, case) == {NOON + days * DAY}


def test_a_full_meeting_needs_its_list(marac):
    case = accepted(marac, a_way("FULL"))

    with pytest.raises(Refused, match="needs no full meeting"):
        asked(marac, case)


def opened_list(marac, meeting):
    with acting_as(marac.coordinator):
        asking.open_list(meeting.pk, by=marac.coordinator, at=NOON)
    with as_role("wb_bulk"):
        return Meeting.objects.get(pk=meeting.pk).state


def test_asking_about_a_list_circulates_it(marac):
    meeting = a_meeting(marac)
    a_listing(meeting, a_case(marac, state="LISTED", asked=False))

    assert opened_list(marac, meeting) == "CIRCULATED"


def test_an_empty_list_is_not_circulated(marac):
    assert opened_list(marac, a_meeting(marac)) == "PLANNED"
