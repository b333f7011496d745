"""Few are not shown alone, and are not found by taking the others from the total."""

import pytest

from whitebeam.kernel.small_numbers import EXACT, hidden, is_few, may_show, together


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


@pytest.mark.parametrize(
    ("counts", "places"),
    [
        ([], set()),
        ([20, 8, 0], set()),
        ([20, 7, 9], {1, 2}),
        ([20, 7, 9, 1], {1, 2, 3}),
        ([3, 2, 0], {0, 1}),
        ([8, 1, 8], {0, 1}),
    ],
)
def test_beside_the_small_ones_one_more_is_hidden(counts, places):
    assert hidden(counts, least=8) == places


def test_no_hidden_count_is_found_from_the_total():
    """Whatever is hidden, the total leaves at least two values for each small one."""
    counts = [20, 7, 9, 1, 0]
    unseen = hidden(counts, least=8)
    rest = sum(counts[place] for place in unseen)

    small = [place for place in unseen if counts[place] < 8]
    assert rest - sum(counts[place] for place in small) >= 8
    assert len(unseen) > len(small)


def test_whoever_may_open_every_case_reads_every_number():
    assert hidden([1, 2, 3], least=EXACT) == frozenset()
    assert may_show(1, 50, least=EXACT)
    assert not is_few(1, least=EXACT)
