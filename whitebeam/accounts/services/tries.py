"""Counts wrong tries to sign in, and says when a try is not looked at."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from whitebeam.accounts.models import SignInTry
from whitebeam.accounts.rules import delay

ANY_ACCOUNT = ""


def is_looked_at(*, account: str, network: str, at: datetime) -> bool:
    """Return whether a try for this account key from this network key is looked at now."""
    rows = SignInTry.objects.filter(
        Q(account_key=account) | Q(account_key=ANY_ACCOUNT), network_key=network
    )
    counted = {row.account_key: _tries(row) for row in rows}
    return not delay.must_wait(
        here=counted.get(account, delay.Tries()),
        network=counted.get(ANY_ACCOUNT, delay.Tries()),
        at=at,
    )


@transaction.atomic
def count_wrong(*, account: str, network: str, at: datetime) -> None:
    """Count a wrong try for the account from this network, and for the network."""
    for account_key in (account, ANY_ACCOUNT):
        row = _locked(account_key, network)
        row.wrong = delay.wrong_after_another(_tries(row), at=at)
        row.last_wrong_at = at
        row.save(update_fields=["wrong", "last_wrong_at"])


@transaction.atomic
def count_right(*, account: str, network: str, at: datetime) -> None:
    """Forget the account's wrong tries from this network, and remember that it was let in."""
    row = _locked(account, network)
    row.wrong, row.last_wrong_at, row.succeeded_at = 0, None, at
    row.save(update_fields=["wrong", "last_wrong_at", "succeeded_at"])


def _locked(account: str, network: str) -> SignInTry:
    SignInTry.objects.bulk_create(
        [SignInTry(account_key=account, network_key=network)], ignore_conflicts=True
    )
    return SignInTry.objects.select_for_update().get(account_key=account, network_key=network)


def _tries(row: SignInTry) -> delay.Tries:
    return delay.Tries(row.wrong, row.last_wrong_at, row.succeeded_at)
