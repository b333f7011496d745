"""One-time codes, as RFC 6238 has them, each good once."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import encrypt

from tests.roles import as_role
from whitebeam.accounts.rules.one_time_codes import code_at, counter_of, matching_counter
from whitebeam.accounts.services.codes import accept_code
from whitebeam.accounts.tests.world import SECRET, a_worker

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_gives_the_codes_of_the_standard(moment, code):
    assert code_at(SECRET, counter_of(moment)) == code


@pytest.mark.parametrize(
    ("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_takes_a_code_one_step_early_or_late(steps, good):
    code = code_at(SECRET, 100 + steps)

    found = matching_counter(SECRET, code, moment=100 * 30, after=-1)

    assert (found is not None) is good


@pytest.mark.django_db
def test_takes_each_code_once_and_none_older_than_the_last():
    worker, now = a_worker(), NOON
    older, newer = (code_at(SECRET, counter_of(now.timestamp()) + step) for step in (-1, 0))

    assert accept_code(worker, newer, at=now)
    assert accept_code(worker, newer, at=now) is None
    assert accept_code(worker, older, at=now) is None


@pytest.mark.django_db
def test_takes_a_code_typed_in_two_halves():
    code = code_at(SECRET, counter_of(NOON.timestamp()))

    assert accept_code(a_worker(), f" {code[:3]} {code[3:]} ", at=NOON)


@pytest.mark.django_db
def test_takes_a_recovery_code_once():
    worker = a_worker()
    with as_role("wb_bulk"):
        first, *_ = RecoveryCodes.activate(worker).generate_codes()

    assert accept_code(worker, first, at=NOON).type == Authenticator.Type.RECOVERY_CODES
    assert accept_code(worker, first, at=NOON + timedelta(hours=1)) is None


@pytest.mark.django_db
def test_the_secret_is_not_readable_in_the_database():
    assert SECRET not in encrypt(SECRET)
    assert bytes.fromhex(encrypt(SECRET)).find(SECRET.encode()) == -1
