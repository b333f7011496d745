"""Passwords: long, not easily guessed, and nothing about kinds of characters."""

import string

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.factories import AgencyFactory, AreaFactory, UserFactory
from whitebeam.accounts.passwords import common_words
from whitebeam.accounts.rules import passwords
from whitebeam.config.settings import base

# The machine may be busy; what is asked does not hang on its speed.
patient = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LETTERS = st.permutations(string.ascii_lowercase).map("".join).map(lambda text: text[:15])
RUNS = [row[i : i + 5] for row in passwords.ROWS for i in range(len(row) - 4)]
ANYTHING = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=12, max_size=64)


def refuses(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [each.code for each in error.error_list]
    return []


def test_passwords_are_hashed_with_argon2id():
    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    encoded = get_hasher("default").algorithm
    assert encoded in {"argon2", "md5"}
    assert len(settings.PASSWORD_HASHERS) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("length", "good"), [(11, False), (12, True), (64, True), (256, True), (257, False)]
)
def test_a_password_has_12_to_256_characters(length, good):
    password = ("correct zebra umbrella kettle " * 9)[:length]

    assert (not refuses(password)) is good


@patient
@given(LETTERS)
def test_small_letters_alone_are_enough(password):
    assume(not any(run in password or run[::-1] in password for run in RUNS))
    assume(not passwords.is_made_of(password, common_words()))

    assert not passwords.is_too_simple(password)


@patient
@given(ANYTHING)
def test_any_character_at_all_may_be_used(password):
    passwords.is_too_simple(password)
    passwords.is_made_of(password, common_words())


@patient
@given(
    st.sampled_from(sorted(w for w in common_words() if len(w) >= 5)),
    st.text("0123456789!?-", max_size=12),
)
def test_a_common_word_with_digits_and_signs_is_refused(word, tail):
    assume(not passwords.letters_of(tail)[3:])

    assert passwords.is_made_of(word + tail, common_words())


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaaaaaa", "abcdefghijklmno", "qwertyuiop12345", "123123123123", "0987654321098"],
)
def test_runs_and_repeats_are_refused(password):
    assert passwords.is_too_simple(password)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password", ["Wexmouth-Police-2026", "wexmouth wexmouth!", "W3xm0uthTh0rnley99"]
)
def test_names_of_agencies_and_places_are_refused_whoever_chooses(password):
    AgencyFactory(name="Wexmouth Police")
    AreaFactory(name="Thornley")

    assert "local_name" in refuses(password)


@pytest.mark.django_db
def test_ones_own_name_is_refused():
    user = UserFactory(name="Marguerite Oyelaran", email="marguerite.oyelaran@agency.example")

    assert "easy" in refuses("OyelaranMarguerite!1", user)


@pytest.mark.django_db
def test_four_unrelated_words_are_welcome():
    assert refuses("umbrella kettle orbit plum", UserFactory()) == []
