"""What a log may hold: no live token, no row that the database refused, no second line."""

import logging

import pytest
from django.db import IntegrityError

from whitebeam.config.logs import OneLine

TOKEN = "Zk3v-9aQ_b7c1d2e3f4g5h6i7j8k9l0mNOPQRSTUVWX"


def line(message, *args, error=None):
    raised = (type(error), error, None) if error else None
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, raised)
    return OneLine().format(record)


@pytest.mark.parametrize("address", [f"/account/password/{TOKEN}/", f"/refer-as-guest/{TOKEN}/"])
def test_a_token_in_an_address_is_left_out(address):
    assert TOKEN not in line("Unprocessable Entity: %s", address)


def test_the_number_of_a_record_stays():
    address = "/people/7c9e6679-7425-40de-944b-e07fc1f90ae7/"

    assert address in line("Not Found: %s", address)


def test_what_the_database_quotes_of_a_row_is_left_out():
    error = IntegrityError(
        "refused\nDETAIL:  Key (email)=(a@b.example) already exists.\nCONTEXT: x"
    )

    assert "a@b.example" not in line("Internal Server Error", error=error)
    assert "refused" in line("Internal Server Error", error=error)


def test_one_event_is_one_line():
    assert "\n" not in line("one\ntwo")
