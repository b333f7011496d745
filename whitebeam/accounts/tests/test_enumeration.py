"""Nobody learns at the door who has an account: by words, by status, by headers or by time."""

import math
import re
import statistics
import time

import pytest
from django.test import override_settings

from tests.browser import Client
from tests.factories import UserFactory
from whitebeam.accounts.tests.world import PASSWORD

pytestmark = pytest.mark.django_db

PAIRS = 40
CHEAP_ARGON2 = ["whitebeam.accounts.tests.test_enumeration.CheapArgon2"]
ONCE = re.compile(rb'(nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|'
                  rb'name="idempotency_key" value="[^"]*"|value="[a-z0-9-]+@[a-z.]+")')  # fmt: skip

from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: E402 - used by name above


class CheapArgon2(Argon2PasswordHasher):
    """The real algorithm at a lower cost, so that forty pairs take seconds."""

    time_cost = 1
    memory_cost = 8192
    parallelism = 1


def known_addresses():
    return [UserFactory(password=PASSWORD).email for _ in range(PAIRS)]


def unknown_addresses():
    return [f"nobody-{number:04}@agency.example" for number in range(PAIRS)]


def wrong_password(address):
    return "/account/sign-in/", {"login": address, "password": "not the password"}


def forgotten_password(address):
    return "/account/password/forgotten/", {"email": address}


def ask(url, data, *, network):
    client = Client()
    client.get(url)
    began = time.perf_counter()
    response = client.post(url, data, REMOTE_ADDR=network)
    return response, time.perf_counter() - began


def p_value(ones, others):
    """Return the two-sided p of the Mann-Whitney U test (normal approximation; few ties)."""
    ranked = sorted([(value, 0) for value in ones] + [(value, 1) for value in others])
    rank_sum = sum(rank for rank, (_, group) in enumerate(ranked, start=1) if group == 0)
    n, m = len(ones), len(others)
    u = rank_sum - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


def test_the_u_test_finds_a_difference_and_leaves_chance_alone():
    ones = [value + 0.5 for value in range(PAIRS)]

    assert p_value(ones, [value + 0.1 for value in range(PAIRS)]) > 0.01
    assert p_value(ones, [value + 30.1 for value in range(PAIRS)]) < 0.01


@pytest.mark.parametrize("asking", [wrong_password, forgotten_password])
@override_settings(PASSWORD_HASHERS=CHEAP_ARGON2)
def test_known_and_unknown_get_the_same_page_in_the_same_time(asking):
    known_times, unknown_times = [], []
    pairs = zip(known_addresses(), unknown_addresses(), strict=True)
    for number, (known, unknown) in enumerate(pairs):
        network = f"2001:db8:{number:x}::1"
        known_answer, known_time = ask(*asking(known), network=network)
        unknown_answer, unknown_time = ask(*asking(unknown), network=network)
        known_times.append(known_time)
        unknown_times.append(unknown_time)

        assert known_answer.status_code == unknown_answer.status_code
        assert ONCE.sub(b"", known_answer.content) == ONCE.sub(b"", unknown_answer.content)
        assert known_answer.headers.keys() == unknown_answer.headers.keys()

    assert p_value(known_times, unknown_times) > 0.01, (
        statistics.median(known_times),
        statistics.median(unknown_times),
    )
