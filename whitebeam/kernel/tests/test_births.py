"""A date of birth in words says no more than is known."""

from datetime import date

import pytest

from whitebeam.kernel.births import age_words, birth_words, born_words, years_old

BORN = date(1990, 3, 2)


@pytest.mark.parametrize(
    ("on", "years"), [(date(2026, 3, 1), 35), (date(2026, 3, 2), 36), (date(2026, 12, 31), 36)]
)
def test_a_year_is_full_on_the_birthday(on, years):
    assert years_old(BORN, on=on) == years


@pytest.mark.parametrize(
    ("precision", "born", "held"),
    [
        ("EXACT", "Born 2 March 1990 (36)", "2 March 1990"),
        ("YEAR", "Born in 1990", "1990"),
        ("ESTIMATE", "About 36 years old", "About 2 March 1990"),
    ],
)
def test_says_what_is_known(precision, born, held):
    assert born_words(BORN, precision, on=date(2026, 3, 2)) == born
    assert birth_words(BORN, precision) == held


def test_says_that_nothing_is_known():
    assert born_words(None, "NOT_KNOWN", on=date(2026, 3, 2)) == "Date of birth not known"
    assert birth_words(None, "NOT_KNOWN") == "Not known"
    assert age_words(None, on=date(2026, 3, 2)) == ""


@pytest.mark.parametrize(
    ("on", "words"), [(date(1991, 3, 2), "1 year"), (date(1992, 3, 2), "2 years")]
)
def test_an_age_is_counted_in_years(on, words):
    assert age_words(BORN, on=on) == words
