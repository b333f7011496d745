"""Where she is opens once, for a reason and a fresh second factor, and otherwise looks like none."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, MembershipFactory, worker_at
from tests.people_builders import WORKING, a_person, as_worker, with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.partners.models import Duty
from whitebeam.people import services
from whitebeam.people.models import ConfidentialLocation

pytestmark = pytest.mark.django_db

WHERE = "9 Hidden Lane"
REASON = "Taxi to the refuge tonight"
NOTHING = "No confidential location is held that you may read"


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, *WORKING, Duty.READ_LOCATION)


@pytest.fixture
def person(agency, worker):
    person = a_person(agency)
    with as_worker(worker):
        services.put_location(person, text=WHERE, agency=agency, by=worker)
    return person


def at(person, name="location"):
    return reverse(f"people:{name}", args=[getattr(person, "pk", person)])


def body(response):
    return re.sub(rb'(nonce|value)="[^"]*"', b"", response.content)


def test_shows_it_once_with_who_saw_it_and_when(client, worker, person):
    with_second_factor(client, worker)

    page = client.post(at(person), {"reason": REASON})

    words = page.content.decode()
    assert WHERE in words
    assert f"Shown to {worker.name} at " in words
    assert page.headers["Cache-Control"] == "no-store"
    assert "<title>Confidential location" in words
    assert WHERE not in client.get(at(person)).content.decode()


def test_her_page_hides_it_and_does_not_say_whether_there_is_any(client, agency, worker, person):
    with_second_factor(client, worker)
    other = a_person(agency)

    held = client.get(reverse("people:person", args=[person.pk])).content.decode()
    none = client.get(reverse("people:person", args=[other.pk])).content.decode()

    assert WHERE not in held
    for page in (held, none):
        assert "Whether anything is held is not shown here" in page


def test_asks_for_the_second_factor_and_keeps_the_reason(client, worker, person):
    client.force_login(worker)

    answer = client.post(at(person), {"reason": REASON})

    assert answer.status_code == 302
    assert "/confirm/" in answer.url
    assert REASON not in answer.url


@pytest.mark.parametrize("reason", ["", "because", " " * 20, "a         b"])
def test_refuses_without_a_reason(client, worker, person, reason):
    with_second_factor(client, worker)

    page = client.post(at(person), {"reason": reason})

    assert page.status_code == 422
    assert WHERE not in page.content.decode()


def test_none_held_and_not_allowed_are_one_answer(client, agency, person):
    """She works here without the duty, and elsewhere with it: the page opens, the place does not."""
    elsewhere = AgencyFactory()
    reader = worker_at(agency, *WORKING)
    MembershipFactory(user=reader, agency=elsewhere, duties=[Duty.READ_LOCATION, *WORKING])
    without = a_person(elsewhere)
    with_second_factor(client, reader)

    not_allowed = client.post(at(person), {"reason": REASON})
    none_held = client.post(at(without), {"reason": REASON})

    assert not_allowed.status_code == none_held.status_code == 422
    assert NOTHING in not_allowed.content.decode()
    strip = re.compile(str(person.pk).encode() + b"|" + str(without.pk).encode())
    assert strip.sub(b"", body(not_allowed)) == strip.sub(b"", body(none_held))


def test_a_refusal_and_a_reading_are_both_recorded(client, worker, person):
    with_second_factor(client, worker)

    client.post(at(person), {"reason": REASON})

    with as_role("wb_backup"):
        verbs = set(Entry.objects.filter(person_id=person.pk).values_list("verb", flat=True))
        typed = Entry.objects.get(verb="people.location.read")
    assert {"people.location.read", "people.location.opened"} <= verbs
    assert typed.field_classes == ["F4"]


def test_another_agencys_person_is_not_found(client, person):
    outsider = worker_at(AgencyFactory(), *WORKING, Duty.READ_LOCATION)
    with_second_factor(client, outsider)

    theirs, none = client.post(at(person)), client.post(at(uuid4()))

    assert theirs.status_code == none.status_code == 404
    assert body(theirs) == body(none)


def test_without_the_duty_the_page_does_not_open(client, agency, person):
    with_second_factor(client, worker_at(agency, *WORKING))

    assert client.post(at(person), {"reason": REASON}).status_code == 403


def test_a_support_worker_records_it_and_cannot_read_it_back(client, agency, person):
    client.force_login(worker_at(agency, Duty.SUPPORT_VICTIMS))

    answer = client.post(at(person, "put_location"), {"text": "10 Newly Hidden Lane"})

    assert (answer.status_code, answer.url) == (302, reverse("people:person", args=[person.pk]))
    assert "Newly Hidden" not in client.get(answer.url).content.decode()
    with as_role("wb_backup"):
        assert ConfidentialLocation.objects.filter(ended_at=None).count() == 1


def test_a_reader_without_either_duty_may_not_record_it(client, agency, person):
    client.force_login(worker_at(agency, Duty.VIEW_PEOPLE))

    assert client.post(at(person, "put_location"), {"text": "Somewhere"}).status_code == 403
