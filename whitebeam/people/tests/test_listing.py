"""The list of people and the search: only one's own agencies', by key, and nothing in an address."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import TODAY, WORKING, a_person, as_worker
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty
from whitebeam.people import services
from whitebeam.people.models import Involvement
from whitebeam.people.queries import listing

pytestmark = pytest.mark.django_db

LIST, SEARCH, KNOWN = (reverse(f"people:{name}") for name in ("list", "search", "known"))


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, *WORKING)


@pytest.fixture
def signed_in(client, worker):
    client.force_login(worker)
    return client


def involve(person, agency, worker, *, days_ago=0, capacity=Involvement.Capacity.SUPPORT):
    with as_worker(worker):
        services.involve(
            person,
            agency=agency,
            capacity=capacity,
            purpose=Purpose.SUPPORT,
            by=worker,
            on=TODAY - timedelta(days=days_ago),
        )


def names_of(page):
    return [row.person.known_as for row in page.rows]


def test_lists_each_person_once_newest_involvement_first(agency, worker):
    first = a_person(agency, known_as="First Example")
    second = a_person(agency, known_as="Second Example")
    involve(second, agency, worker, days_ago=-1)
    a_person(AgencyFactory(), known_as="Elsewhere Example")

    with as_worker(worker):
        page = listing.people_of(worker)

    assert names_of(page) == [second.known_as, first.known_as]


def test_pages_by_key_without_loss_or_repeat(agency, worker, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 2)
    known = {a_person(agency, by=worker, known_as=f"Number{n} Example").known_as for n in range(5)}
    seen, after = [], ""

    with as_worker(worker):
        while True:
            page = listing.people_of(worker, after=after)
            seen += names_of(page)
            after = page.after
            if not after:
                break

    assert (len(seen), set(seen)) == (5, known)


def test_a_torn_key_begins_anew(agency, worker):
    a_person(agency)

    with as_worker(worker):
        assert len(listing.people_of(worker, after="yesterday~me").rows) == 1


def test_the_page_shows_no_count_and_is_recorded(signed_in, agency):
    person = a_person(agency)

    page = signed_in.get(LIST).content.decode()

    assert "Wren Example" in page
    assert "Born 6 May 1990" in page
    with as_role("wb_backup"):
        entry = Entry.objects.get(verb="people.person.listed")
    assert entry.details["people"] == [str(person.pk)]


def test_needs_the_same_number_of_queries_for_one_or_many(signed_in, agency, worker):
    a_person(agency, by=worker)
    signed_in.get(LIST)
    with CaptureQueriesContext(connection) as few:
        signed_in.get(LIST)
    for number in range(4):
        a_person(agency, by=worker, known_as=f"Number{number} Example")
    with CaptureQueriesContext(connection) as many:
        signed_in.get(LIST)

    assert len(few) == len(many)


def test_search_finds_another_spelling_and_says_why(signed_in, agency):
    a_person(agency, known_as="Katherine Smith")

    page = signed_in.post(
        SEARCH,
        {
            "name": "Kathryn Smyth",
            "date_of_birth_day": "6",
            "date_of_birth_month": "5",
            "date_of_birth_year": "1990",
        },
    )

    words = page.content.decode()
    assert "Katherine Smith" in words
    assert "Same date of birth" in words
    assert "If you believe others hold information, send a match request." in words


def test_search_answers_alike_for_nobody_and_for_somebody_elsewhere(signed_in, agency):
    a_person(AgencyFactory(), known_as="Merle Elsewhere")
    typed = {"name": "Merle Elsewhere", "postcode": "ME1 1AA"}

    hidden = signed_in.post(SEARCH, typed).content.decode()

    assert "No one you may see looks alike" in hidden
    assert "<article" not in hidden


def test_search_needs_one_fact(signed_in):
    page = signed_in.post(SEARCH, {})

    assert page.status_code == 422
    assert "Enter a name, a date of birth, a postcode or a phone" in page.content.decode()


def test_everyone_shown_by_a_search_has_an_entry(signed_in, agency):
    person = a_person(agency, known_as="Katherine Smith")

    signed_in.post(SEARCH, {"name": "Katherine Smith", "postcode": "ME1 1AA"})

    with as_role("wb_backup"):
        entry = Entry.objects.get(verb="people.person.searched")
    assert (entry.person_id, entry.details) == (person.pk, {})


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        (KNOWN, {"known_as": "Wren Example", "postcode": "ME1 1AA"}),
        (KNOWN, {"given": "Wren", "family": "Example", "phone": "07700 900123"}),
        (
            KNOWN + "?name=child_name&born=child_born",
            {"child_name": "Wren Example", "child_born_year": "1990", "child_born_day": "6"}
            | {"child_born_month": "5"},
        ),
        (KNOWN, {"known_as": "Wren Example", "date_of_birth_year": "1990"}),
    ],
)
def test_candidates_appear_for_whatever_form_names_the_facts(signed_in, agency, address, typed):
    person = a_person(agency)

    fragment = signed_in.post(address, typed).content.decode()

    assert "<html" not in fragment
    assert f'name="use_person" value="{person.pk}"' in fragment
    assert "This is the person" in fragment


@pytest.mark.parametrize(
    "typed", [{}, {"known_as": ""}, {"date_of_birth_day": "40"}, {"date_of_birth_age": "x"}]
)
def test_a_half_filled_form_has_no_candidates_and_no_mistakes(signed_in, agency, typed):
    a_person(agency)

    answer = signed_in.post(KNOWN, typed)

    assert (answer.status_code, answer.content.strip()) == (200, b"")


def test_a_referrer_sees_a_card_without_a_way_into_the_record(client, agency):
    person = a_person(agency)
    client.force_login(worker_at(agency, Duty.REFER, Duty.VIEW_OWN_REFERRALS))

    fragment = client.post(KNOWN, {"known_as": "Wren Example", "postcode": "ME1 1AA"}).content

    assert str(person.pk).encode() in fragment
    assert reverse("people:person", args=[person.pk]).encode() not in fragment


def test_what_is_searched_for_is_never_got(signed_in):
    assert signed_in.get(KNOWN).status_code == 405
    assert "Wren" not in signed_in.get(SEARCH + "?name=Wren").content.decode()
