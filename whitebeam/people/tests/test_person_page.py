"""One person's page: all that a worker needs, for those who work with her, and recorded."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import WORKING, a_person, as_worker
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.partners.models import Duty
from whitebeam.people.models import CommunicationNeed, Relationship
from whitebeam.people.services import registering, share_household
from whitebeam.people.services.facts import CommunicationFact

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, *WORKING)


def page_of(client, person):
    return client.get(reverse("people:person", args=[person.pk]))


def without_nonce(response):
    return re.sub(rb'nonce="[^"]*"', b"", response.content)


def test_begins_with_safe_contact_which_is_not_known(client, agency, worker):
    client.force_login(worker)

    page = page_of(client, a_person(agency)).content.decode()

    assert "Not known: do not contact" in page
    assert page.index("Not known: do not contact") < page.index("Wren Example")


def test_shows_who_she_is_and_where_each_fact_comes_from(client, agency, worker):
    need = CommunicationFact(CommunicationNeed.Kind.INTERPRETER, "Polish")
    client.force_login(worker)

    page = page_of(client, a_person(agency, communication=(need,))).content.decode()

    assert "Holds a record of its own" in page
    for words in ("Legal name", "Born 6 May 1990", "07700 900123", "from School", "Polish"):
        assert words in page
    assert "Never use a relative or friend as the interpreter" in page
    assert "<title>Person" in page


def test_opening_her_record_is_recorded_with_the_classes_shown(client, agency, worker):
    person = a_person(agency)
    client.force_login(worker)

    page_of(client, person)

    with as_role("wb_backup"):
        entry = Entry.objects.get(verb="people.person.opened")
    assert (entry.person_id, entry.who) == (person.pk, f"user:{worker.pk}")
    assert {"F2", "F3", "F5"} <= set(entry.field_classes)


def test_another_agencys_person_is_not_found_as_if_there_were_none(client, worker):
    person = a_person(AgencyFactory())
    client.force_login(worker)

    theirs, none = page_of(client, person), client.get(reverse("people:person", args=[uuid4()]))

    assert theirs.status_code == none.status_code == 404
    assert without_nonce(theirs) == without_nonce(none)


def test_a_referrer_without_the_duty_may_not_open_records(client, agency):
    person = a_person(agency)
    client.force_login(worker_at(agency, Duty.REFER, Duty.VIEW_OWN_REFERRALS))

    assert page_of(client, person).status_code == 403


def test_shows_only_those_who_belong_to_her_and_may_be_seen(client, agency, worker):
    person, child = a_person(agency), a_person(agency, known_as="Robin Example")
    hidden = a_person(AgencyFactory(), known_as="Hidden Someone")
    with as_worker(worker):
        registering.relate(child, person, kind=Relationship.Kind.CHILD, agency=agency)
        share_household([person, child], agency=agency, source="School")
    with as_role("wb_bulk"):
        Relationship.objects.create(
            person=hidden, other=person, kind=Relationship.Kind.PARTNER, recorded_by=agency
        )
    client.force_login(worker)

    page = page_of(client, person).content.decode()

    assert page.count("Robin Example") >= 2
    assert "Hidden Someone" not in page
    assert "Parent" in page_of(client, child).content.decode()


def test_a_reader_sees_no_way_to_change_anything(client, agency):
    client.force_login(worker_at(agency, Duty.VIEW_PEOPLE))

    page = page_of(client, a_person(agency)).content.decode()

    assert "Add a name" not in page
    assert "Confidential location" not in page


def test_needs_the_same_number_of_queries_for_any_family(client, agency, worker):
    alone, person = a_person(agency), a_person(agency)
    with as_worker(worker):
        for number in range(4):
            child = a_person(agency, by=worker, known_as=f"Child{number} Example")
            registering.relate(child, person, kind=Relationship.Kind.CHILD, agency=agency)
    client.force_login(worker)
    page_of(client, alone)

    with CaptureQueriesContext(connection) as few:
        page_of(client, alone)
    with CaptureQueriesContext(connection) as many:
        page_of(client, person)

    assert len(few) == len(many)
