"""A guardian sees who of her agency saw what, and why; nobody else does."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.audit.queries import guardians
from whitebeam.audit.services import record
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty
from whitebeam.people.models import Person, Restriction

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REASON = "Her sister rang to say she was followed home"


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def guardian(agency):
    return worker_at(agency, Duty.GUARD_RECORDS)


@pytest.fixture
def worker(agency):
    return worker_at(agency, Duty.SUPPORT_VICTIMS)


def opens(worker, person_id, **more):
    with acting(Acting.user(worker.pk, purpose=Purpose.SUPPORT)):
        record(verb="people.person.opened", person_id=person_id, classes=(Class.F2,), **more)


def of_person(client, person_id, query=""):
    return client.get(reverse("guardian:person", args=[person_id]) + query)


def test_shows_who_when_why_and_what_was_shown(client, guardian, worker, agency):
    person = uuid4()
    opens(worker, person, reason=REASON)
    client.force_login(guardian)

    page = of_person(client, person).content.decode()

    for words in (worker.name, agency.name, "Person opened", "identity", REASON, "Safety planning"):
        assert words in page


def test_shows_what_one_worker_did(client, guardian, worker):
    opens(worker, uuid4(), reason=REASON)
    client.force_login(guardian)

    page = client.get(reverse("guardian:user", args=[worker.pk])).content.decode()

    assert "Person opened" in page
    assert REASON in page


def test_the_guardians_own_reading_is_recorded(client, guardian):
    person = uuid4()
    client.force_login(guardian)

    of_person(client, person)

    with as_role("wb_backup"):
        entry = Entry.objects.get(verb="audit.log.read")
    assert (entry.who, entry.person_id) == (f"user:{guardian.pk}", person)


def test_another_agencys_guardian_sees_neither_entry_nor_worker(client, worker):
    person = uuid4()
    opens(worker, person, reason=REASON)
    client.force_login(worker_at(AgencyFactory(), Duty.GUARD_RECORDS))

    assert "Person opened" not in of_person(client, person).content.decode()
    assert worker.name not in client.get(reverse("guardian:workers")).content.decode()


def test_the_wall_of_the_database_says_the_same(guardian, worker, agency):
    person = uuid4()
    opens(worker, person)
    stranger = worker_at(AgencyFactory(), Duty.GUARD_RECORDS)
    seen = {}

    for reader in (guardian, worker, stranger):
        with acting(Acting.user(reader.pk)):
            everything = Entry.objects.count()
            found = guardians.entries_for_person(person, agencies=[agency.pk])
            seen[reader] = (everything, len(found.entries))

    assert seen == {guardian: (1, 1), worker: (0, 0), stranger: (0, 0)}


def test_a_conflict_block_binds_the_guardian_too(client, guardian, worker, agency):
    with as_role("wb_bulk"):
        person = Person.objects.create(known_as="A Person", recorded_by=agency)
        Restriction.objects.create(
            person=person, user=guardian, reason="Her brother", set_by=worker, set_at=NOON
        )
    opens(worker, person.pk, reason=REASON)
    client.force_login(guardian)

    assert "Person opened" not in of_person(client, person.pk).content.decode()
    assert REASON not in client.get(reverse("guardian:user", args=[worker.pk])).content.decode()


def test_only_a_guardian_opens_the_pages(client, worker):
    client.force_login(worker)

    assert of_person(client, uuid4()).status_code == 403


def test_the_list_of_workers_leads_to_each(client, guardian, worker):
    client.force_login(guardian)

    page = client.get(reverse("guardian:workers")).content.decode()

    assert worker.name in page
    assert reverse("guardian:user", args=[worker.pk]) in page


def test_a_long_list_is_paged_by_key(client, guardian, worker, monkeypatch):
    monkeypatch.setattr(guardians, "PAGE", 3)
    person = uuid4()
    for place in range(5):
        opens(worker, person, place=place)
    client.force_login(guardian)

    first = of_person(client, person)
    older = first.content.decode().split('href="?before=')[1].split('"')[0]
    second = of_person(client, person, f"?before={older}")

    assert first.content.decode().count("Person opened") == 3
    assert second.content.decode().count("Person opened") == 2
    assert of_person(client, person, "?before=x").status_code == 404


def test_the_number_of_queries_does_not_grow(
    client, guardian, worker, django_assert_max_num_queries
):
    person = uuid4()
    for place in range(20):
        opens(worker, person, place=place)
    client.force_login(guardian)

    with django_assert_max_num_queries(25):
        of_person(client, person)


def test_refused_readings_and_processes_are_named(client, guardian, agency, worker):
    person = uuid4()
    opens(worker, person, decision="REFUSED")
    with acting(Acting("process:retention", str(agency.pk), Purpose.SUPERVISION)):
        record(verb="people.person.closed", person_id=person)
    client.force_login(guardian)

    page = of_person(client, person).content.decode()

    assert "Refused" in page
    assert "The system: retention" in page
