"""A person is written once, walled at once, and found by those who work with her."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tests.factories import AgencyFactory, worker_at
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty
from whitebeam.people import policy, services
from whitebeam.people.models import (
    ConfidentialLocation,
    ContactPoint,
    EqualityAnswers,
    Name,
    Person,
    SafeContact,
)
from whitebeam.people.services import AddressFact, NameFact, PersonFacts, SafeContactFact

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)
FACTS = PersonFacts(
    known_as="Wren Example",
    names=(NameFact(Name.Kind.LEGAL, "Wren", "Example"),),
    date_of_birth=date(1990, 5, 6),
    birth_precision=Person.BirthPrecision.EXACT,
    phones=("07700 900123",),
    addresses=(AddressFact("1 Invented Row", "ME1 1AA"),),
    safe_contacts=(SafeContactFact(SafeContact.Channel.CALL, SafeContact.Answer.SAFE),),
    equality={"ethnicity": "not asked"},
)


def as_worker(user):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, Duty.VIEW_PEOPLE, Duty.READ_LOCATION)


def register(worker, agency, facts=FACTS):
    with as_worker(worker):
        return services.register_person(facts=facts, agency=agency, by=worker, at=NOON, on=TODAY)


def test_the_worker_who_registers_her_sees_her(worker, agency):
    person = register(worker, agency)

    with as_worker(worker):
        assert list(policy.visible_to(worker)) == [person]
        assert list(Person.objects.all()) == [person]
        assert [point.value for point in ContactPoint.objects.order_by("kind")] == [
            "1 Invented Row\nME1 1AA",
            "07700 900123",
        ]


def test_a_worker_elsewhere_finds_nothing_by_policy_or_by_the_wall(worker, agency):
    register(worker, agency)
    outsider = worker_at(AgencyFactory(), Duty.VIEW_PEOPLE)

    with as_worker(outsider):
        assert not policy.visible_to(outsider).exists()
        assert not Person.objects.exists()
        assert not ContactPoint.objects.exists()
        assert not Name.objects.exists()


def test_a_person_needs_a_name(worker, agency):
    with pytest.raises(Refused, match="name"):
        register(worker, agency, PersonFacts(known_as=" "))


def test_what_is_sealed_is_not_in_the_database(worker, agency):
    register(worker, agency)

    with as_worker(worker), connection.cursor() as cursor:
        cursor.execute("select string_agg(value::text, '') from people_contactpoint")
        held = bytes.fromhex(cursor.fetchone()[0].replace("\\x", ""))
    assert b"Invented" not in held
    assert b"900123" not in held


def test_equality_answers_are_written_and_never_read_by_the_web_role(worker, agency):
    register(worker, agency)

    with as_worker(worker), pytest.raises(ProgrammingError, match="permission denied"):
        EqualityAnswers.objects.count()


def test_the_location_opens_for_a_reason_and_cannot_be_selected(worker, agency):
    person = register(worker, agency)

    with as_worker(worker):
        services.put_location(person, text="9 Hidden Lane", agency=agency, by=worker)
        opened = services.read_location(person, reason="Taxi to the refuge tonight", by=worker)

        assert opened.text == "9 Hidden Lane"
        with pytest.raises(ProgrammingError, match="permission denied"):
            ConfidentialLocation.objects.count()


@pytest.mark.parametrize("reason", ["", "because", "         "])
def test_the_location_stays_shut_without_a_reason(worker, agency, reason):
    person = register(worker, agency)

    with as_worker(worker), pytest.raises(Refused, match="why you need"):
        services.read_location(person, reason=reason, by=worker)


def test_the_location_function_answers_an_outsider_with_nothing(worker, agency):
    person = register(worker, agency)
    outsider = worker_at(AgencyFactory(), Duty.VIEW_PEOPLE, Duty.READ_LOCATION)
    with as_worker(worker):
        services.put_location(person, text="9 Hidden Lane", agency=agency, by=worker)

    with as_worker(outsider), connection.cursor() as cursor:
        cursor.execute("select * from sec.read_location(%s)", [person.pk])
        assert cursor.fetchall() == []
    with as_worker(outsider), pytest.raises(Refused, match="No confidential location"):
        services.read_location(person, reason="I would like to know", by=outsider)
