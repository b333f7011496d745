"""The pages of one case: who may open them, and what each reader is shown."""

import re

import pytest
from django.urls import reverse

from tests.marac_builders import a_case, a_listing, a_marac, a_meeting
from tests.roles import as_role
from whitebeam.audit.models import Entry

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
        victim.identifiers = '{"NAME": "Wren Invented", "ADDRESS": "1 Long Lane"}'
        victim.save()
        case.requests.filter(agency=marac.housing).update(identifiers=["NAME"])

    housing = opened(client, marac.housing_rep, "marac:case", case).content.decode()
    police = opened(client, marac.rep, "marac:case", case).content.decode()

    assert "Wren Invented" in housing
    assert "1 Long Lane" not in housing
    assert "1 Long Lane" in police
