"""Which shares of answers may be shown, and which differences are more than chance."""

from datetime import date

import pytest

from whitebeam.risk.rules.consistency import (
    NONE,
    Counts,
    Limits,
    Shown,
    further,
    rest,
    seen_in,
    shown_of,
    together,
)
from whitebeam.risk.rules.months import quarters_before

LIMITS = Limits(answers=8, assessors=3)
YES, DONT_KNOW, NOT_ASKED = Shown.YES, Shown.DONT_KNOW, Shown.NOT_ASKED


def counts(yes, no, dont_know=0, not_asked=0, assessors=3):
    return Counts(assessors, yes + no + dont_know + not_asked, yes, no, dont_know, not_asked)


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        (counts(20, 20, 10, 10), {YES, DONT_KNOW, NOT_ASKED}),
        # Never the practice of one assessor, nor of two who know each other's.
        (counts(20, 20, 10, 10, assessors=2), set()),
        (counts(4, 3), set()),
        (counts(8, 0), {YES, DONT_KNOW, NOT_ASKED}),
        (counts(7, 20), {DONT_KNOW, NOT_ASKED}),
        (counts(8, 20, 3, 9), {YES, DONT_KNOW, NOT_ASKED} - {DONT_KNOW}),
        # A few "no" alone would be what is left of the others: the smallest of them is hidden too.
        (counts(20, 3, 10, 12), {YES, NOT_ASKED}),
        (counts(20, 0, 3, 12), {YES}),
        (counts(20, 7), {DONT_KNOW, NOT_ASKED}),
        (NONE, set()),
    ],
)
def test_few_answers_and_few_assessors_are_not_shown(given, seen):
    assert shown_of(given, LIMITS) == seen


def test_what_is_hidden_is_not_the_difference_to_the_whole():
    few, small, large = counts(1, 2), counts(10, 10), counts(30, 30)

    assert seen_in([large, few, small], YES, LIMITS) == {0}
    assert seen_in([large, NONE, small], YES, LIMITS) == {0, 2}
    assert seen_in([few], YES, LIMITS) == set()


def test_the_rest_is_everybody_else():
    assert rest(counts(9, 8, 7, 6, 5), counts(1, 2, 3, 4, 2)) == counts(8, 6, 4, 2, 3)


def test_quarters_add_up_and_their_assessors_do_not():
    assert together([counts(1, 2, 3, 4, 5), counts(1, 1, 1, 1, 2)]) == counts(2, 3, 4, 5, 5)
    assert together([]) == NONE


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [(counts(40, 10), counts(10, 40), 1), (counts(10, 40), counts(40, 10), -1),
     (counts(11, 10), counts(10, 11), 0)],
)  # fmt: skip
def test_only_what_is_more_than_chance_is_a_difference(here, there, found):
    assert further(here, there, YES) == found


def test_nothing_compared_with_nothing_is_no_difference():
    with pytest.raises(ValueError, match="needs a part within a whole"):
        further(NONE, counts(1, 1), YES)


@pytest.mark.parametrize(
    ("on", "first_on", "after"),
    [
        (date(2026, 3, 31), date(2025, 7, 1), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2025, 10, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 4, 1), date(2026, 10, 1)),
    ],
)
def test_only_whole_quarters_are_looked_at(on, first_on, after):
    assert quarters_before(on, 2) == (first_on, after)
