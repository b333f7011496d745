"""Wrong tries slow the guesser and never lock the owner out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.browser import Client
from tests.roles import as_role
from whitebeam.accounts.models import SignInTry
from whitebeam.accounts.rules import delay
from whitebeam.accounts.rules.delay import FOR_ADDRESS, FOR_NETWORK, Tries
from whitebeam.accounts.services import tries
from whitebeam.accounts.tests.world import a_worker, give_password

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("wrong", "seconds"), [(0, 0), (4, 0), (5, 1), (6, 2), (8, 8), (14, 512), (15, 900), (999, 900)]
)
def test_the_wait_for_an_address_doubles_up_to_a_quarter_of_an_hour(wrong, seconds):
    assert delay.wait_after(wrong, FOR_ADDRESS) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("wrong", "seconds"), [(49, 0), (50, 1), (60, 2), (500, 300)])
def test_the_wait_for_a_network_grows_more_slowly(wrong, seconds):
    assert delay.wait_after(wrong, FOR_NETWORK) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("after", "waits"), [(7 * SECOND, True), (8 * SECOND, False)])
def test_the_wait_is_over_at_its_last_second(after, waits):
    here = Tries(wrong=8, last_wrong_at=NOON)

    assert delay.must_wait(here=here, network=Tries(), at=NOON + after) is waits


def test_a_known_user_does_not_wait_for_others_on_the_same_network():
    busy = Tries(wrong=500, last_wrong_at=NOON)
    known = Tries(succeeded_at=NOON - timedelta(days=1))

    assert delay.must_wait(here=Tries(), network=busy, at=NOON + MINUTE)
    assert not delay.must_wait(here=known, network=busy, at=NOON + MINUTE)


def test_yesterdays_tries_are_forgotten():
    old = Tries(wrong=900, last_wrong_at=NOON - timedelta(hours=24))

    assert not delay.must_wait(here=old, network=old, at=NOON)
    assert delay.wrong_after_another(old, at=NOON) == 1


@pytest.mark.django_db
def test_a_try_that_is_not_looked_at_does_not_lengthen_the_wait():
    where = {"account": "a" * 64, "network": "b" * 64}
    for _ in range(8):
        tries.count_wrong(**where, at=NOON)

    assert not tries.is_looked_at(**where, at=NOON + SECOND)
    assert tries.is_looked_at(**where, at=NOON + 8 * SECOND)


@pytest.mark.django_db
def test_tries_are_counted_in_one_place():
    refused = pytest.raises(IntegrityError, match="tries_are_counted_in_one_place")
    with as_role("wb_bulk"), refused, transaction.atomic():
        SignInTry.objects.bulk_create(
            [
                SignInTry(account_key="a", network_key="b"),
                SignInTry(account_key="a", network_key="b"),
            ]
        )


@pytest.mark.django_db
def test_500_wrong_tries_from_one_network_do_not_stop_the_owner_on_another():
    worker = a_worker()
    guesser, owner = Client(), Client()
    for number in range(500):
        give_password(guesser, worker.email, f"guess number {number}", network="203.0.113.9")

    stopped = give_password(guesser, worker.email, network="203.0.113.9")
    entered = give_password(owner, worker.email, network="198.51.100.7")

    assert stopped.status_code == 422
    assert entered.url == "/account/sign-in/second-step/"


@pytest.mark.django_db
def test_one_password_tried_on_many_addresses_is_slowed(client):
    worker = a_worker()
    for number in range(60):
        give_password(client, f"somebody-{number}@agency.example", network="203.0.113.9")

    assert give_password(client, worker.email, network="203.0.113.9").status_code == 422


@pytest.mark.django_db
def test_a_right_password_clears_the_way(client):
    worker = a_worker()
    for _ in range(4):
        give_password(client, worker.email, "wrong")

    give_password(client, worker.email)

    assert SignInTry.objects.exclude(account_key="").get().wrong == 0
