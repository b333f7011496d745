"""Clocks of the field: when something that begins now is due, in calendar or working hours.

A calendar hour is sixty minutes that pass, also through the night when the clocks change. A working
hour is one between 9 and 5 in London, Monday to Friday, no bank holiday of the region.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(9), time(17)
SATURDAY = 5
CALENDAR, WORKING = "CALENDAR", "WORKING"
HOURS, DAYS = "hours", "days"
WORKING_HOURS_A_DAY = 8
SUBDIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}


@dataclass(frozen=True, slots=True)
class Span:
    """How long something may take: so many days or hours, that pass or that offices are open.

    A day that passes keeps the time of the clock; a working day is eight working hours.
    """

    value: int
    unit: str = DAYS
    calendar: str = WORKING

    @classmethod
    def read(cls, value: int, words: str) -> "Span":
        """Return the span of a setting: its number, and its unit as in "calendar hours"; a unit
        that names no calendar is counted in working time, one that names nothing in days.

        :raises ValueError: if it is counted in anything else, like months
        """
        *calendar, unit = words.split() or [DAYS]
        return cls(value, unit, "".join(calendar).upper() or WORKING)

    def __post_init__(self) -> None:
        if self.unit not in {HOURS, DAYS} or self.calendar not in {CALENDAR, WORKING}:
            raise ValueError(f"A clock cannot count {self.calendar} {self.unit}")

    def after(self, at: datetime) -> datetime:
        """Return when something that begins then is due, in UTC."""
        if self.unit == HOURS:
            return due(at, hours=self.value, calendar=self.calendar)
        if self.calendar == CALENDAR:
            return (at.astimezone(LONDON) + timedelta(days=self.value)).astimezone(UTC)
        return due(at, hours=self.value * WORKING_HOURS_A_DAY, calendar=WORKING)


def due(at: datetime, *, hours: float, calendar: str, region: str = "England") -> datetime:
    """Return the moment that many hours after `at`, in UTC.

    :raises ValueError: if there is no such calendar
    """
    if calendar == CALENDAR:
        return at.astimezone(UTC) + timedelta(hours=hours)
    if calendar != WORKING:
        raise ValueError(f"There is no calendar called {calendar}")
    return _after_working(at.astimezone(LONDON), timedelta(hours=hours), region).astimezone(UTC)


def is_working_day(on: date, *, region: str = "England") -> bool:
    """Say whether offices are open on this day."""
    return on.weekday() < SATURDAY and on not in _bank_holidays(region, on.year)


def read_moment(text: str) -> datetime:
    """Return a moment as an operator types it; without an offset it is London's time.

    :raises ValueError: if it is none
    """
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=LONDON)


def _after_working(begins: datetime, left: timedelta, region: str) -> datetime:
    here = _next_open(begins, region)
    while True:
        closes = _moment(here.date(), CLOSES)
        # Offices never stand open while the clocks change, so this day's minutes all pass.
        if left <= closes - here:
            return here + left
        left -= closes - here
        here = _next_open(_moment(here.date() + timedelta(days=1), OPENS), region)


def _next_open(moment: datetime, region: str) -> datetime:
    day = moment.date()
    if is_working_day(day, region=region) and moment < _moment(day, CLOSES):
        return max(moment, _moment(day, OPENS))
    day += timedelta(days=1)
    while not is_working_day(day, region=region):
        day += timedelta(days=1)
    return _moment(day, OPENS)


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=LONDON)


@lru_cache(maxsize=64)
def _bank_holidays(region: str, year: int) -> frozenset[date]:
    found = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[region], years=year)
    return frozenset(found)
