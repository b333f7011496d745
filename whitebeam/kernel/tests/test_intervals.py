"""Intervals against published worked examples, and against the ratios that the strategy quotes."""

import pytest

from whitebeam.kernel.intervals import Interval, byar, overlap, wilson


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (280, 847, (33.1, 30.0, 36.3)),  # suspected suicides with domestic abuse
        (600, 1100, (54.5, 51.6, 57.5)),  # who registered and came
        (0, 10, (0.0, 0.0, 27.8)),
        (10, 10, (100.0, 72.2, 100.0)),
    ],
)
def test_a_share_with_wilson_s_interval(part, whole, expected):
    found = wilson(part, whole)

    assert tuple(round(100 * x, 1) for x in (found.value, found.low, found.high)) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, (0.0, 0.0, 3.7)), (10, (10.0, 4.8, 18.4)), (65, (65.0, 50.2, 82.8))]
)
def test_a_rate_with_byar_s_interval(count, expected):
    found = byar(count, 1000, per=1000)

    assert tuple(round(x, 1) for x in (found.value, found.low, found.high)) == expected


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (3, 2), (-1, 2)])
def test_a_share_needs_a_part_within_a_whole(part, whole):
    with pytest.raises(ValueError, match="part within a whole"):
        wilson(part, whole)


@pytest.mark.parametrize(("count", "population"), [(1, 0), (-1, 10)])
def test_a_rate_needs_a_population_and_a_count(count, population):
    with pytest.raises(ValueError, match="population and a count"):
        byar(count, population, per=1000)


def test_intervals_that_share_ground_may_differ_by_chance():
    assert overlap(Interval(1, 0, 2), Interval(3, 2, 4))
    assert not overlap(Interval(1, 0, 1.9), Interval(3, 2, 4))
