"""When people in each kind of agency write and answer: invented moments in believable hours."""

from datetime import date, datetime, timedelta

from whitebeam.kernel import clocks
from whitebeam.kernel.clocks import LONDON

from .dice import Dice
from .values import Source

_HOURS = {
    Source.SCHOOL: (8 * 60, 16 * 60 + 45),
    Source.GP: (8 * 60 + 15, 18 * 60 + 15),
    Source.HOUSING: (9 * 60, 17 * 60),
    Source.CHILDREN: (9 * 60, 17 * 60 + 30),
    Source.CHARITY: (9 * 60, 17 * 60),
    Source.PROVIDER: (9 * 60, 17 * 60),
}
_AROUND_THE_CLOCK = (0, 24 * 60 - 1)


def moment_on(day: date, source: Source, dice: Dice) -> datetime:
    """Give a moment on or shortly before the day, in the hours that this kind of agency keeps."""
    low, high = _HOURS.get(source, _AROUND_THE_CLOCK)
    while source in _HOURS and not clocks.is_working_day(day):
        day -= timedelta(days=1)
    minute = dice.number(low, high)
    return datetime(
        day.year, day.month, day.day, minute // 60, minute % 60, dice.number(0, 59), tzinfo=LONDON
    )


def worked(start: datetime, minutes: int) -> datetime:
    """Add minutes of office time to a moment."""
    due = clocks.due(start, hours=minutes / 60, calendar=clocks.WORKING)
    return due.astimezone(LONDON)


def days_later(start: datetime, days: int) -> datetime:
    """Give the same hour so many days later, or on the first day after that offices are open."""
    at = start + timedelta(days=days)
    while not clocks.is_working_day(at.date()):
        at += timedelta(days=1)
    return at


def worked_before(end: datetime, minutes: int) -> datetime:
    """Take minutes of office time from a moment."""
    left = timedelta(minutes=minutes)
    day = end.astimezone(LONDON).date()
    while True:
        opens, closes = _hours_of(day)
        open_for = max(min(end, closes) - opens, timedelta())
        if clocks.is_working_day(day) and open_for >= left:
            return opens + open_for - left
        left -= open_for if clocks.is_working_day(day) else timedelta()
        day -= timedelta(days=1)


def at_work_between(start: datetime, end: datetime, dice: Dice) -> datetime | None:
    """Give a moment between the two at which offices are open, or nothing where they never are."""
    open_for = _minutes_open(start, end)
    reached = dice.roll() * open_for
    return worked(start, int(reached)) if open_for else None


def _minutes_open(start: datetime, end: datetime) -> int:
    day, last, minutes = start.astimezone(LONDON).date(), end.astimezone(LONDON).date(), 0
    while day <= last:
        opens, closes = _hours_of(day)
        if clocks.is_working_day(day):
            open_for = min(end, closes) - max(start, opens)
            minutes += max(int(open_for.total_seconds() // 60), 0)
        day += timedelta(days=1)
    return minutes


def _hours_of(day: date) -> tuple[datetime, datetime]:
    opens, closes = clocks.OPENS, clocks.CLOSES
    return (
        datetime.combine(day, opens, tzinfo=LONDON),
        datetime.combine(day, closes, tzinfo=LONDON),
    )
