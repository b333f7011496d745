"""Invented moments fall into the hours that offices keep, the boundary days too."""

from datetime import datetime, time, timedelta

import pytest

from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.risk_over_time import Circle, taken_over_time
from whitebeam.demonstration.rules.working_time import at_work_between, worked, worked_before
from whitebeam.kernel.clocks import LONDON

MONDAY = datetime(2026, 5, 11, 10, 0, tzinfo=LONDON)
FRIDAY = datetime(2026, 5, 8, 16, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("end", "minutes", "begins"),
    [
        (MONDAY, 60, MONDAY - timedelta(minutes=60)),
        (MONDAY, 61, datetime(2026, 5, 8, 16, 59, tzinfo=LONDON)),
        (MONDAY, 120, FRIDAY),
        # The Monday before was a bank holiday.
        (datetime(2026, 5, 5, 9, 30, tzinfo=LONDON), 60, datetime(2026, 5, 1, 16, 30, tzinfo=LONDON)),
        (MONDAY.replace(hour=23), 1, MONDAY.replace(hour=16, minute=59)),
    ],
)  # fmt: skip
def test_minutes_are_taken_back_over_nights_weekends_and_holidays(end, minutes, begins):
    assert worked_before(end, minutes) == begins


def test_taking_minutes_back_and_working_them_again_comes_out_where_it_began():
    assert worked(worked_before(MONDAY, 1234), 1234) == MONDAY


def test_a_moment_between_two_is_at_work():
    found = [at_work_between(FRIDAY, MONDAY, Dice(seed, "x")) for seed in range(200)]

    assert all(FRIDAY <= one < MONDAY for one in found)
    assert {one.date() for one in found} == {FRIDAY.date(), MONDAY.date()}
    assert all(time(9) <= one.time() <= time(17) for one in found)


def test_risk_is_assessed_again_and_again_at_work():
    taken = taken_over_time(
        Dice(1, "x"), items=("worse",), risk="HIGH", circle=Circle(), asking=Dice(1, "y"), first=MONDAY.replace(hour=16),
        until=MONDAY + timedelta(days=400), threshold=14,
    )  # fmt: skip

    assert all(9 <= one.at.astimezone(LONDON).hour <= 17 for one in taken)


def test_there_is_none_where_offices_stay_shut():
    saturday = datetime(2026, 5, 9, 8, 0, tzinfo=LONDON)

    assert at_work_between(saturday, saturday + timedelta(days=1), Dice(1, "x")) is None
