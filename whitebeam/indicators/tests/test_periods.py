"""Quarters begin in April."""

from datetime import date

import pytest

from whitebeam.indicators.rules.periods import Cadence, last_periods, period_of, read_period


@pytest.mark.parametrize(
    ("code", "first", "last", "label"),
    [
        ("2026-Q1", date(2026, 4, 1), date(2026, 6, 30), "April to June 2026"),
        ("2026-Q2", date(2026, 7, 1), date(2026, 9, 30), "July to September 2026"),
        ("2026-Q3", date(2026, 10, 1), date(2026, 12, 31), "October to December 2026"),
        ("2026-Q4", date(2027, 1, 1), date(2027, 3, 31), "January to March 2027"),
        ("2026-Y", date(2026, 4, 1), date(2027, 3, 31), "April 2026 to March 2027"),
    ],
)
def test_a_period_has_its_days_and_its_name(code, first, last, label):
    period = read_period(code)

    assert (period.starts_on, period.ends_on, period.label) == (first, last, label)
    assert period_of(last, cadence=period.cadence) == period
    assert period_of(first, cadence=period.cadence) == period


def test_the_periods_before_come_oldest_first():
    assert [p.code for p in last_periods(read_period("2026-Q1"), 3)] == [
        "2025-Q3",
        "2025-Q4",
        "2026-Q1",
    ]
    assert read_period("2026-Y").before.code == "2025-Y"
    assert read_period("2026-Y").cadence is Cadence.YEAR


def test_the_axis_has_short_names():
    assert (read_period("2026-Q4").short, read_period("2026-Y").short) == ("Jan–Mar 27", "2026/27")


def test_refuses_what_is_no_period():
    with pytest.raises(ValueError, match="no period"):
        read_period("2026-Q5")
