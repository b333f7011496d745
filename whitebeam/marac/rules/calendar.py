"""When panels sit, until when cases are taken, and how many fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from whitebeam.kernel.clocks import LONDON, is_working_day


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting that a panel's pattern asks for, with the moments that come before it."""

    starts_at: datetime
    cut_off_at: datetime
    research_due_at: datetime


@dataclass(frozen=True, slots=True)
class Fill:
    """How much of a meeting is taken, in minutes."""

    minutes: int
    taken: int
    cases: int

    @property
    def left(self) -> int:
        return self.minutes - self.taken

    @property
    def is_over(self) -> bool:
        return self.taken > self.minutes

    def percent(self) -> int:
        """Return the share that is taken; more than 100 where it is over-booked."""
        return round(100 * self.taken / self.minutes) if self.minutes else 0

    def fits(self, minutes: int) -> bool:
        """Say whether another case of this length fits."""
        return self.taken + minutes <= self.minutes


def working_days_before(day: date, days: int) -> date:
    """Return the day that is so many working days before another."""
    while days:
        day -= timedelta(days=1)
        if is_working_day(day):
            days -= 1
    return day


def sittings(
    *,
    first_on: date,
    every_days: int,
    starts_at: time,
    cut_off_days: int,
    research_days: int,
    closes: time,
    after: date,
    until: date,
) -> Iterator[Sitting]:
    """Yield the sittings of a pattern after one day, up to and with another.

    Cases and answers are taken until `closes`, a time of day. A sitting that falls on a day when
    offices are closed is held on the next working day.
    """
    day = first_on
    while day <= until:
        held = _next_working(day)
        if after < held <= until:
            yield _sitting(held, starts_at, closes, (cut_off_days, research_days))
        day += timedelta(days=every_days)


def _sitting(day: date, starts_at: time, closes: time, before: tuple[int, int]) -> Sitting:
    cut_off_days, research_days = before
    return Sitting(
        starts_at=datetime.combine(day, starts_at, tzinfo=LONDON),
        cut_off_at=datetime.combine(working_days_before(day, cut_off_days), closes, tzinfo=LONDON),
        research_due_at=datetime.combine(
            working_days_before(day, research_days), closes, tzinfo=LONDON
        ),
    )


def _next_working(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
