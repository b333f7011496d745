"""A panel of ours says itself that it has a case; what it declined is brought back, and no more."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from tests.marac_builders import NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Transfer
from whitebeam.marac.services import arriving, transferring
from whitebeam.marac.tests.moving_steps import Move

pytestmark = pytest.mark.django_db


@pytest.fixture
def move():
    return Move()


def test_nobody_says_for_a_panel_of_ours_that_it_has_the_case(client, move):
    move.goes()
    with acting_as(move.marac.coordinator), pytest.raises(Refused, match="by taking it on"):
        transferring.received(
            case_id=move.case.pk, name="Somebody", by=move.marac.coordinator, at=NOON
        )

    page = with_second_factor(client, move.marac.coordinator).get(
        reverse("marac:case", args=[move.case.pk])
    )
    assert "They have it" not in page.text
    assert "Bring it back" in page.text
    assert move.taken_on().state == "RECEIVED"


@pytest.mark.parametrize("is_declined", [False, True], ids=["to a panel of ours", "declined"])
def test_the_database_lets_nobody_say_that_they_have_it(move, is_declined):
    move.goes()
    if is_declined:
        with acting_as(move.there):
            arriving.decline(move.transfer.pk, words="Not ours", by=move.there, at=NOON)
        with as_role("wb_bulk"):
            Transfer.objects.update(to_panel=None)

    coordinator = move.marac.coordinator
    refused = pytest.raises(ProgrammingError, match="may not update this row")
    with acting_as(coordinator), refused, transaction.atomic():
        Transfer.objects.filter(pk=move.transfer.pk).update(
            received_at=NOON, received_by_name="Somebody", confirmed_by=coordinator
        )


def test_what_they_declined_is_neither_received_nor_added_to(client, move):
    move.goes()
    with acting_as(move.there):
        arriving.decline(move.transfer.pk, words="Not ours", by=move.there, at=NOON)
    with_second_factor(client, move.marac.coordinator)

    have = reverse("marac:transfer_received", args=[move.case.pk])
    more = reverse("marac:packages_of_case", args=[move.case.pk])
    for where, given in ((have, {"name": "Somebody"}), (more, {"documents": ["RESEARCH"]})):
        page = client.post(where, given)
        assert page.status_code == 422
        assert "They declined it: bring it back" in page.text
    page = client.get(reverse("marac:case", args=[move.case.pk])).text
    assert "Bring it back" in page
    assert "They have it" not in page
    assert "Advisers handed over" not in page
    assert "Do they ask for more?" not in client.get(more).text
