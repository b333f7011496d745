"""When people in each kind of agency write and answer: invented moments in believable hours."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

from .dice import Dice
from .values import Source

LONDON = ZoneInfo("Europe/London")
_HOURS = {
    Source.SCHOOL: (8 * 60, 16 * 60 + 45),
    Source.GP: (8 * 60 + 15, 18 * 60 + 15),
    Source.HOUSING: (9 * 60, 17 * 60),
    Source.CHILDREN: (9 * 60, 17 * 60 + 30),
    Source.CHARITY: (9 * 60, 17 * 60),
    Source.PROVIDER: (9 * 60, 17 * 60),
}
_AROUND_THE_CLOCK = (0, 24 * 60 - 1)
_ENGLAND = country_holidays("GB", subdiv="ENG")


@lru_cache(maxsize=4000)
def is_office_day(day: date) -> bool:
    """Say whether offices are open on the day."""
    return day.weekday() < 5 and day not in _ENGLAND


def moment_on(day: date, source: Source, dice: Dice) -> datetime:
    """Give a moment on or shortly before the day, in the hours that this kind of agency keeps."""
    low, high = _HOURS.get(source, _AROUND_THE_CLOCK)
    while source in _HOURS and not is_office_day(day):
        day -= timedelta(days=1)
    minute = dice.number(low, high)
    return datetime(
        day.year, day.month, day.day, minute // 60, minute % 60, dice.number(0, 59), tzinfo=LONDON
    )


def worked(start: datetime, minutes: int) -> datetime:
    """Add minutes of office time (weekdays 9 to 17) to a moment."""
    at = _into_office(start)
    while minutes > 0:
        left = (17 - at.hour) * 60 - at.minute
        if minutes <= left:
            return at + timedelta(minutes=minutes)
        minutes -= left
        at = _into_office(at.replace(hour=17, minute=0))
    return at


def _into_office(at: datetime) -> datetime:
    if at.hour < 9:
        at = at.replace(hour=9, minute=at.minute // 6)
    if at.hour >= 17:
        at = _next_morning(at)
    while not is_office_day(at.date()):
        at = _next_morning(at)
    return at


def _next_morning(at: datetime) -> datetime:
    return datetime.combine(at.date() + timedelta(days=1), time(9, at.minute // 6), tzinfo=LONDON)


def due_by(start: datetime, *, hours: float, is_working: bool) -> datetime:
    """Return when a clock of so many hours runs out, in office time or round the clock."""
    if is_working:
        return worked(start, int(hours * 60))
    return start + timedelta(hours=hours)
