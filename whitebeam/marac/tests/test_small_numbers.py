"""Few are not shown alone, and are not found by taking the others from the total."""

import pytest

from whitebeam.marac.rules.small_numbers import may_show, together


@pytest.mark.parametrize(
    ("counts", "named", "rest"),
    [
        ({"Police": 60, "Health": 8}, {"Police": 60, "Health": 8}, 0),
        ({"Police": 60, "Health": 5, "Housing": 4}, {"Police": 60}, 9),
        ({"Police": 60, "Health": 20, "Housing": 7}, {"Police": 60}, 27),
        ({"Police": 5, "Health": 1}, {}, 6),
        ({"Police": 60, "Fire": 0}, {"Police": 60}, 0),
        ({}, {}, 0),
    ],
)
def test_few_go_together_until_they_are_not_few(counts, named, rest):
    assert together(counts, least=8) == (named, rest)


@pytest.mark.parametrize(
    ("part", "whole", "is_shown"),
    [(0, 50, True), (1, 50, False), (7, 50, False), (8, 50, True), (43, 50, False), (50, 50, True)],
)
def test_neither_a_few_nor_all_but_a_few_are_shown(part, whole, is_shown):
    assert may_show(part, whole, least=8) is is_shown
