"""Notify says what became of a message; only with the token, and only failures are work."""

import json

import pytest

from tests.browser import Client
from whitebeam.notices.tests.notified import jobs

pytestmark = pytest.mark.django_db
URL = "/notices/receipts/"
TOKEN = "a-token-of-more-than-thirty-two-characters"
REFERENCE = "44444444-4444-4444-8444-444444444444"


@pytest.fixture(autouse=True)
def token(settings):
    settings.NOTIFY_RECEIPT_TOKEN = TOKEN
    return settings


def tell(client, said, *, token=TOKEN):
    body = said if isinstance(said, str) else json.dumps(said)
    return client.post(
        URL, body, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    ).status_code


def work():
    return [job["args"] for job in jobs("notices.record_receipt")]


@pytest.mark.parametrize(
    ("status", "is_final"),
    [("permanent-failure", True), ("temporary-failure", False), ("technical-failure", False)],
)
def test_a_failure_becomes_work_for_the_worker(client, status, is_final):
    answer = tell(client, {"reference": REFERENCE, "status": status, "to": "worker@agency.example"})

    assert answer == 204
    assert work() == [{"notice_id": REFERENCE, "is_final": is_final}]


def test_what_arrived_needs_nothing(client):
    assert tell(client, {"reference": REFERENCE, "status": "delivered"}) == 204
    assert work() == []


@pytest.mark.parametrize("given", ["", "wrong", TOKEN + "x", "tökèn"])
def test_a_wrong_token_is_refused(client, given):
    assert tell(client, {"reference": REFERENCE, "status": "delivered"}, token=given) == 403


def test_without_a_token_of_our_own_nobody_is_let_in(client, token):
    token.NOTIFY_RECEIPT_TOKEN = ""

    assert tell(client, {"reference": REFERENCE, "status": "permanent-failure"}, token="") == 403
    assert work() == []


@pytest.mark.parametrize(
    "said", ["", "[]", "7", "{", {"status": "delivered"}, {"reference": "x", "status": "y"}, "null"]
)
def test_what_is_no_receipt_is_refused(client, said):
    assert tell(client, said) == 400


def test_the_token_takes_the_place_of_the_proof_of_origin():
    strict = Client(enforce_csrf_checks=True)

    assert tell(strict, {"reference": REFERENCE, "status": "delivered"}) == 204
    assert strict.get(URL).status_code == 405
