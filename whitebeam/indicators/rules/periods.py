"""Quarters and years of the financial year, which begins in April."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

QUARTER = re.compile(r"^(\d{4})-Q([1-4])$")
YEAR = re.compile(r"^(\d{4})-Y$")
MONTHS = ("April to June", "July to September", "October to December", "January to March")
SHORT = ("Apr–Jun", "Jul–Sep", "Oct–Dec", "Jan–Mar")


class Cadence(StrEnum):
    QUARTER = "QUARTER"
    YEAR = "YEAR"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One quarter or year, both days included. `2026-Q1` is April to June 2026."""

    starts_on: date
    ends_on: date
    code: str

    @property
    def cadence(self) -> Cadence:
        """Return how long it is."""
        return Cadence.YEAR if YEAR.match(self.code) else Cadence.QUARTER

    @property
    def label(self) -> str:
        """Return its name as people say it."""
        if self.cadence is Cadence.YEAR:
            return f"April {self.starts_on.year} to March {self.ends_on.year}"
        return f"{MONTHS[_quarter(self.starts_on)]} {self.starts_on.year}"

    @property
    def short(self) -> str:
        """Return its name on the axis of a chart."""
        if self.cadence is Cadence.YEAR:
            return f"{self.starts_on.year}/{self.ends_on.year % 100:02}"
        return f"{SHORT[_quarter(self.starts_on)]} {self.starts_on.year % 100:02}"

    @property
    def before(self) -> "Period":
        """Return the one before it, of the same length."""
        return period_of(self.starts_on - timedelta(days=1), cadence=self.cadence)


def read_period(code: str) -> Period:
    """Return the period of this code.

    :raises ValueError: if it is none
    """
    if found := QUARTER.match(code):
        year, quarter = int(found[1]), int(found[2])
        first = date(year + (quarter == 4), (quarter * 3 + 1) % 12 or 12, 1)
        return Period(first, _end(first, 3), code)
    if found := YEAR.match(code):
        first = date(int(found[1]), 4, 1)
        return Period(first, _end(first, 12), code)
    raise ValueError(f"{code} is no period")


def period_of(day: date, *, cadence: Cadence = Cadence.QUARTER) -> Period:
    """Return the period in which a day lies."""
    year = day.year - (day.month < 4)
    if cadence is Cadence.YEAR:
        return read_period(f"{year}-Y")
    return read_period(f"{year}-Q{_quarter(day) + 1}")


def last_periods(until: Period, many: int) -> list[Period]:
    """Return so many periods that end with this one, oldest first."""
    found = [until]
    while len(found) < many:
        found.append(found[-1].before)
    return found[::-1]


def _quarter(day: date) -> int:
    return (day.month - 4) % 12 // 3


def _end(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1) - timedelta(days=1)
