"""Whoever is kept from a case is kept from the one that another panel made from it, and back."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import Case, CaseBlock, Panel, Transfer
from whitebeam.marac.tests.moving_steps import Move, packages
from whitebeam.partners.models import Duty
from whitebeam.people.models import Person, Restriction

pytestmark = pytest.mark.django_db


@pytest.fixture
def move():
    return Move()


def _is_kept(case, user, marac):
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=user, reason="His sister", set_by=marac.coordinator, set_at=NOON
        )


def _reads_nothing_of(user, *cases):
    """Say of each table of the two cases that raw SQL finds no row of theirs for this reader."""
    tables = ("case", "caseperson", "package", "packageitem", "transfer", "transfernote")
    with acting_as(user), connection.cursor() as cursor:
        for table in tables:
            column = "id" if table == "case" else "case_id"
            cursor.execute(
                f"select count(*) from marac_{table} where {column} = any(%s)",
                [[case.pk for case in cases]],
            )
            assert cursor.fetchone() == (0,), table


@pytest.mark.parametrize("by_person", [False, True], ids=["the case", "somebody in it"])
def test_kept_from_the_new_case_she_reads_nothing_of_what_it_was_made_from(client, move, by_person):
    """One hub coordinates both panels, so that she could read the old case too."""
    marac = move.marac
    with as_role("wb_bulk"):
        Panel.objects.filter(pk=move.panel.pk).update(coordinated_by=marac.hub)
    kept = worker_at(marac.hub, Duty.COORDINATE_MARAC)
    case = move.goes().taken_on(by=marac.coordinator)
    package = reverse("marac:package", args=[packages()[0].pk])
    printed = reverse("marac:package_pdf", args=[packages()[0].pk])
    reader = with_second_factor(client, kept)
    assert reader.get(package).status_code == 200

    if by_person:
        with as_role("wb_bulk"):
            person = Person.objects.create(known_as="Rook", recorded_by=marac.hub)
            case.people.filter(part="PERPETRATOR").update(person=person)
            Restriction.objects.create(
                person=person, user=kept, reason="Kin", set_by=marac.coordinator, set_at=NOON
            )
    else:
        _is_kept(case, kept, marac)

    for where in (package, printed, reverse("marac:case", args=[move.case.pk])):
        assert reader.get(where).status_code == 404
    _reads_nothing_of(kept, case, move.case)


@pytest.mark.parametrize("is_taken_on", [False, True], ids=["before", "after"])
def test_whoever_is_kept_from_the_case_once_it_was_sent_is_kept_from_the_new_one(
    client, move, is_taken_on
):
    kept = worker_at(move.marac.outside, Duty.COORDINATE_MARAC)
    move.goes()
    if not is_taken_on:
        _is_kept(move.case, kept, move.marac)
    case = move.taken_on()
    if is_taken_on:
        _is_kept(move.case, kept, move.marac)
    else:
        with as_role("wb_bulk"):
            assert str(case.blocks.get().reason) == "His sister"

    page = with_second_factor(client, kept).get(reverse("marac:case", args=[case.pk]))
    assert page.status_code == 404
    _reads_nothing_of(kept, case, move.case)


def test_whose_block_was_lifted_meanwhile_is_not_kept_from_the_new_one(move):
    kept = worker_at(move.marac.outside, Duty.COORDINATE_MARAC)
    _is_kept(move.case, kept, move.marac)
    move.goes()
    with as_role("wb_bulk"):
        CaseBlock.objects.update(
            lifted_at=NOON, lifted_by=move.marac.coordinator, lift_approved_by=move.marac.chair
        )

    case = move.taken_on()
    with acting_as(kept):
        assert Case.objects.filter(pk=case.pk).exists()


def test_the_database_takes_on_no_case_without_its_blocks(move):
    _is_kept(move.case, move.marac.rep, move.marac)
    move.goes()
    case = move.taken_on()
    with as_role("wb_bulk"):
        Transfer.objects.filter(pk=move.transfer.pk).update(
            received_at=None, received_by_name="", confirmed_by=None, taken_as=None
        )
        case.blocks.all().delete()

    refused = pytest.raises(DatabaseError, match="without its blocks")
    with acting_as(move.there), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select sec.marac_take_on(%s, %s, 'x', now())", [move.transfer.pk, case.pk])


def test_nobody_says_which_case_was_made_from_another(move):
    case = move.goes().taken_on()
    with as_role("wb_bulk"):
        values = Transfer.objects.filter(case=case).values().get()
    values.update(id=uuid4(), taken_as_id=move.case.pk, direction="OUT", received_at=None)

    with acting_as(move.there), pytest.raises(DatabaseError), transaction.atomic():
        Transfer.objects.create(**values)
    with acting_as(move.there), pytest.raises(DatabaseError), transaction.atomic():
        Transfer.objects.filter(case=case).update(taken_as=case)
