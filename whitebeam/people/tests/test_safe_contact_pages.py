"""What she says of each way of reaching her is asked, kept, confirmed again, and grows old."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import WORKING, a_person, as_worker
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.partners.models import Duty
from whitebeam.people.models import SafeContact

pytestmark = pytest.mark.django_db

SAFE = {
    "answer": "SAFE",
    "days": ["0", "1"],
    "from_time": "09:30",
    "to_time": "14.30",
    "wording": "It is the dentist",
    "who_else_sees": "Her mother",
    "safe_word": "Teapot",
    "withhold_number": "on",
}


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, *WORKING)


@pytest.fixture
def person(agency):
    return a_person(agency)


@pytest.fixture
def signed_in(client, worker):
    client.force_login(worker)
    return client


def at(person, name="safe_contact", channel="call"):
    return reverse(f"people:{name}", args=[person.pk, channel])


def said_of(person):
    with as_role("wb_backup"):
        return list(SafeContact.objects.filter(person=person).order_by("created_at"))


def test_what_she_says_is_kept_and_shown(signed_in, person):
    assert signed_in.get(at(person)).status_code == 200

    signed_in.post(at(person), SAFE)

    page = signed_in.get(reverse("people:person", args=[person.pk])).content.decode()
    for words in (
        *("Monday, Tuesday", "09:30 to 14:30", "Say: It is the dentist"),
        *("Who else sees it: Her mother", "Safe word: Teapot", "Withhold the number"),
    ):
        assert words in page
    assert "holds until" in page


def test_the_page_begins_with_what_she_said_before(signed_in, person):
    signed_in.post(at(person), SAFE)

    assert "It is the dentist" in signed_in.get(at(person)).content.decode()


def test_a_new_answer_takes_the_place_of_the_old_which_is_kept(signed_in, person):
    signed_in.post(at(person), SAFE)
    signed_in.post(at(person), {"answer": "UNSAFE"})

    before, now = said_of(person)
    assert (before.answer, now.answer) == ("SAFE", "UNSAFE")
    assert before.superseded_at
    assert not now.superseded_at


def test_the_service_replaces_what_the_school_was_told(client, agency, person):
    with as_role("wb_bulk"):
        SafeContact.objects.create(
            person=person, channel="CALL", answer="UNSAFE", recorded_by=AgencyFactory()
        )
    client.force_login(worker_at(agency, Duty.SUPPORT_VICTIMS))

    assert client.post(at(person), SAFE).status_code == 302
    assert len(said_of(person)) == 2


def test_confirming_makes_it_hold_for_another_time(signed_in, person):
    signed_in.post(at(person), SAFE)
    with as_role("wb_bulk"):
        SafeContact.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    old = signed_in.get(reverse("people:person", args=[person.pk])).content.decode()
    signed_in.post(at(person, "confirm_safe_contact"))

    assert "too old" in old
    now = said_of(person)[-1]
    assert (now.wording, now.days) == ("It is the dentist", [0, 1])
    assert now.expires_on > timezone.localdate()


def test_only_a_safe_answer_is_confirmed(signed_in, person):
    signed_in.post(at(person), {"answer": "UNSAFE"})

    page = signed_in.post(at(person, "confirm_safe_contact"), follow=True).content.decode()

    assert "There is no safe answer to confirm" in page


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({}, "Select whether this way is safe"),
        ({"from_time": "nine"}, "Enter a time like 09:30"),
        ({"from_time": "09:30"}, "Enter both times, or neither"),
        ({"from_time": "14:00", "to_time": "09:00"}, "must be after the time from"),
    ],
)
def test_a_mistake_is_told(signed_in, person, typed, mistake):
    page = signed_in.post(at(person), {**typed, "answer": "SAFE"} if typed else {})

    assert page.status_code == 422
    assert mistake in page.content.decode()


def test_an_unknown_way_is_not_found(signed_in, person):
    assert signed_in.get(f"/people/{person.pk}/safe-contact/pigeon/").status_code == 404


def test_neither_words_nor_safe_word_reach_the_audit(signed_in, person):
    signed_in.post(at(person), SAFE)

    with as_role("wb_backup"):
        entry = Entry.objects.get(verb="people.safe_contact.set")
    assert entry.details == {"channel": "CALL", "answer": "SAFE"}


def test_a_reader_may_not_change_it(client, agency, person):
    reader = worker_at(agency, Duty.VIEW_PEOPLE)
    client.force_login(reader)

    assert client.get(at(person)).status_code == 403
    with as_worker(reader):
        assert not SafeContact.objects.exists()
