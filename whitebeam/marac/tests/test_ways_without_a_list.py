"""A case on the way of a professionals' meeting says what comes first, and which meeting hears it."""

import pytest
from django.urls import reverse

from tests.marac_builders import LONG_AGO, NOON, a_case, a_marac, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import AgendaItem, Case, Pathway
from whitebeam.marac.services import attending, calling, hearing

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


def on_that_way(marac, state):
    with as_role("wb_bulk"):
        way = Pathway.objects.create(
            code="talk", kind="PROFESSIONALS", name="Talk", starts_on=LONG_AGO, source="x"
        )
    return a_case(marac, state=state, pathway=way)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("ACCEPTED", "asked first"), ("RESEARCH_OPEN", "hears it"), ("RESEARCH_CLOSED", "hears it")],
)
def test_its_page_says_what_comes_first(client, marac, state, sentence):
    case = on_that_way(marac, state)

    page = with_second_factor(client, marac.coordinator).get(reverse("marac:case", args=[case.pk]))

    assert sentence in page.text
    assert ("Ask its agencies" in page.text) == (state == "ACCEPTED")


@pytest.mark.parametrize(
    ("state", "who", "sentence"),
    [
        ("ACCEPTED", "coordinator", "asks them first"),
        ("RESEARCH_OPEN", "coordinator", "This meeting hears the case"),
        ("RESEARCH_OPEN", "rep", "talked over, and not heard"),
    ],
)
def test_whoever_calls_reads_whether_the_meeting_hears_it(client, marac, state, who, sentence):
    case = on_that_way(marac, state)
    browser = with_second_factor(client, getattr(marac, who))

    assert sentence in browser.get(reverse("marac:call", args=[case.pk])).text


def test_a_hearing_that_ends_without_opening_its_case_leaves_it_where_it_stood(marac):
    case, by = on_that_way(marac, "RESEARCH_CLOSED"), marac.coordinator
    with acting_as(by):
        meeting = calling.call_professionals(case.pk, by=by, at=NOON)
        attending.accept_statement(meeting_id=meeting.pk, by=by, at=NOON)
        hearing.begin(meeting_id=meeting.pk, by=by, at=NOON)
        hearing.end(meeting_id=meeting.pk, by=by, at=NOON)

    with as_role("wb_bulk"):
        item = AgendaItem.objects.get(meeting=meeting)
        assert (item.is_aside, item.outcome) == (False, "NOT_REACHED")
        assert Case.objects.get(pk=case.pk).state == "RESEARCH_CLOSED"
