"""The pages of one case: who may open them, and what each reader is shown."""

import re

import pytest
from django.urls import reverse

from tests.marac_builders import (
    a_case,
    a_listing,
    a_marac,
    a_meeting,
    acting_as,
    is_looked_up_by,
)
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.marac.models import CaseIdentifier

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def case(marac):
    return a_case(marac)


def opened(client, user, name, case):
    client.force_login(user)
    return client.get(reverse(name, args=[case.pk]))


@pytest.mark.parametrize("page", ["marac:case", "marac:history"])
@pytest.mark.parametrize("who", ["coordinator", "chair", "rep", "idva"])
def test_whoever_works_on_the_case_opens_it(client, marac, case, page, who):
    response = opened(client, getattr(marac, who), page, case)

    assert response.status_code == 200
    assert case.reference in response.content.decode()


@pytest.mark.parametrize("page", ["marac:case", "marac:history"])
def test_to_another_agency_it_is_not_found(client, marac, case, page):
    assert opened(client, marac.outsider, page, case).status_code == 404


def test_opening_it_is_recorded(client, marac, case):
    opened(client, marac.rep, "marac:case", case)

    with as_role("wb_backup"):
        entry = Entry.objects.filter(verb="marac.case.opened").get()
    assert entry.subject_id == str(case.pk)


def test_the_case_says_what_comes_next_and_only_what_takes_it_on_stands_out(client, marac):
    case = a_case(marac, state="RESEARCH_OPEN")
    meeting = a_meeting(marac)
    a_listing(meeting, case)

    page = opened(client, marac.coordinator, "marac:case", case).text

    assert "Its agencies look it up now" in page
    assert reverse("marac:meeting", args=[meeting.pk]) in page
    [defer] = re.findall(r'<a href="[^"]*/defer/"[^>]*>', page)
    assert "govuk-button--secondary" in defer


def test_the_title_names_nobody(client, marac, case):
    page = opened(client, marac.rep, "marac:case", case).content.decode()

    title = page[page.index("<title>") : page.index("</title>")]
    assert "Invented" not in title
    assert case.reference in title


def test_a_researcher_is_shown_only_the_identifiers_it_was_asked_with(client, marac, case):
    with as_role("wb_bulk"):
        victim = case.people.get(part="VICTIM")
        case.requests.filter(agency=marac.housing).update(identifiers=["NAME", "GP"])
    is_looked_up_by(victim, ADDRESS="1 Long Lane", GP="Old Surgery")

    housing = opened(client, marac.housing_rep, "marac:case", case).content.decode()
    police = opened(client, marac.rep, "marac:case", case).content.decode()

    assert "Victim Invented" in housing
    assert "1 Long Lane" not in housing
    assert "1 Long Lane" in police


def test_the_wall_holds_back_what_an_agency_was_not_asked_with(marac, case):
    with as_role("wb_bulk"):
        people = {one.part: one for one in case.people.all()}
        case.requests.filter(agency=marac.housing).update(identifiers=["GP"], parts=["VICTIM"])
    for person in people.values():
        is_looked_up_by(person, ADDRESS="1 Long Lane", GP="Old Surgery")

    assert read_by(marac.housing_rep) == {("VICTIM", "GP")}
    assert read_by(marac.rep) == {(part, "ADDRESS") for part in people}
    assert read_by(marac.coordinator) == {
        (part, kind) for part in people for kind in ("ADDRESS", "GP")
    }
    assert read_by(marac.outsider) == set()


def read_by(user):
    """Return what a statement without any condition reads as this user, in the web's own role."""
    with acting_as(user):
        rows = CaseIdentifier.objects.select_related("about")
        return {(one.about.part, one.kind) for one in rows}


def test_an_agency_stops_reading_them_when_its_request_is_withdrawn(marac, case):
    with as_role("wb_bulk"):
        is_looked_up_by(case.people.get(part="VICTIM"), ADDRESS="1 Long Lane")
        case.requests.filter(agency=marac.police).update(withdrawn_at=case.referred_at)

    assert read_by(marac.rep) == set()
