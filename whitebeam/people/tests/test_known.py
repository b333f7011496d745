"""Known already: found through nicknames, slips and old facts, and only among those seen."""

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import WORKING, a_person, as_worker
from tests.roles import as_role
from whitebeam.people.models import Involvement, Name, Restriction
from whitebeam.people.queries.known import candidates
from whitebeam.people.rules.known import Address, Known, NameKind, NameParts
from whitebeam.people.services import AddressFact, NameFact

pytestmark = pytest.mark.django_db
BORN = date(1990, 5, 6)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def worker(agency):
    return worker_at(agency, *WORKING)


@pytest.fixture
def elizabeth(agency):
    return a_person(
        agency,
        known_as="Elizabeth Kowalska",
        names=(
            NameFact(Name.Kind.LEGAL, "Elizabeth", "Kowalska"),
            NameFact(Name.Kind.PREVIOUS, "Elizabeth", "Thornbury"),
        ),
        addresses=(
            AddressFact("4 Invented Row", "ME1 1AA"),
            AddressFact("9 Old Lane", "CT9 5XX", ended_on=date(2020, 1, 1)),
        ),
    )


def typed(given="", family="", *, born=None, postcode="", phone=""):
    return Known(
        names=(NameParts(NameKind.KNOWN_AS, given, "", family),) if given or family else (),
        date_of_birth=born,
        addresses=(Address(postcode),) if postcode else (),
        phones=(phone,) if phone else (),
    )


def found_by(worker, known):
    with as_worker(worker):
        found = candidates(worker, known, secret=settings.KEYRING.match_key)
        return [one.person.known_as for one in found]


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(typed("Elizabeth", "Kowalska"), id="her name"),
        pytest.param(typed("Liz", "Kowalska", born=BORN), id="a nickname"),
        pytest.param(typed("Elizabeth", "Kowalska", born=date(1990, 6, 5)), id="day and month"),
        pytest.param(typed("Elizabeth", "Thornbury", born=BORN), id="a previous surname"),
        pytest.param(typed("Elizabeth", "Kovalska", born=BORN), id="a name that sounds alike"),
        pytest.param(typed("Elizabeth", "Other", born=BORN, postcode="CT9 5XX"), id="an old home"),
        pytest.param(typed("Elizabeth", phone="07700 900123"), id="a phone"),
    ],
)
def test_finds_her_by(worker, elizabeth, known):
    a_person(elizabeth.recorded_by, known_as="Somebody Else", phones=(), addresses=())

    assert found_by(worker, known)[:1] == ["Elizabeth Kowalska"]


def test_says_why_field_by_field(worker, elizabeth):
    with as_worker(worker):
        [one] = candidates(
            worker, typed("Liz", "Kovalska", born=BORN), secret=settings.KEYRING.match_key
        )

    reasons = {reason.words for reason in one.ranked.verdict.reasons}
    assert {"Forename is a form of the same name", "Same date of birth"} <= reasons


def somebody_elsewhere(agency, person):
    return worker_at(AgencyFactory(), *WORKING)


def a_worker_who_is_blocked(agency, person):
    user = worker_at(agency, *WORKING)
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person=person, user=user, reason="A conflict", set_by=user, set_at=person.created_at
        )
    return user


def a_worker_whose_agency_has_ended_its_work(agency, person):
    with as_role("wb_bulk"):
        Involvement.objects.filter(person=person).update(ended_at=person.created_at)
    return worker_at(agency, *WORKING)


@pytest.mark.parametrize(
    "someone",
    [somebody_elsewhere, a_worker_who_is_blocked, a_worker_whose_agency_has_ended_its_work],
)
def test_nobody_is_found_who_may_not_be_seen(agency, elizabeth, someone):
    asks = someone(agency, elizabeth)

    assert found_by(asks, typed("Elizabeth", "Kowalska", born=BORN)) == []


def test_nothing_typed_finds_nobody(worker, elizabeth):
    assert found_by(worker, typed()) == []


def test_the_number_of_queries_does_not_grow_with_those_found(worker, agency):
    def queries():
        with (
            as_worker(worker),
            CaptureQueriesContext(
                connection,
            ) as captured,
        ):
            candidates(worker, typed("Anna", "Nowak"), secret=settings.KEYRING.match_key)
        return len(captured)

    a_person(agency, known_as="Anna Nowak", by=worker)
    few = queries()
    for number in range(6):
        a_person(agency, known_as="Anna Nowak", by=worker, phones=(f"07700 90010{number}",))

    assert queries() == few


def test_the_number_held_is_told_as_a_power_of_ten(worker):
    with as_worker(worker), connection.cursor() as cursor:
        cursor.execute("select sec.people_held()")
        assert cursor.fetchone()[0] in {10**power for power in range(3, 9)}
