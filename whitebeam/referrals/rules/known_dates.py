"""As much of a date as is known, read from what was typed."""

from dataclasses import dataclass
from datetime import date, timedelta

from whitebeam.referrals.rules.answers import TypedDate

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST_YEAR = 1880
OLDEST = 120
DAYS_A_YEAR = 365.25


class Mistake(ValueError):
    """A sentence that says how to mend what was typed."""


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A whole date, a month, a year, or only an age."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    age: int | None = None

    @property
    def exact(self) -> date | None:
        """The whole date, where every part is known."""
        if self.day and self.month and self.year:
            return date(self.year, self.month, self.day)
        return None

    def about(self, *, on: date) -> date:
        """Return the day to keep: exact, the first of what is known, or the middle of an age."""
        if self.year:
            return date(self.year, self.month or 1, self.day or 1)
        return on - timedelta(days=round(((self.age or 0) + 0.5) * DAYS_A_YEAR))

    def age_on(self, on: date) -> int:
        """Return the age in whole years on a day, as nearly as it can be known."""
        if self.age is not None:
            return self.age
        born = self.about(on=on)
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def read_date(typed: TypedDate, *, what: str, on: date) -> KnownDate | None:
    """Return what was typed as a date, or nothing if nothing was typed.

    :raises Mistake: if it is no real date, or lies in the future
    """
    if typed.is_empty():
        return None
    if typed.age and not (typed.day or typed.month or typed.year):
        return KnownDate(age=_age(typed.age))
    if typed.day and not (typed.month and typed.year):
        raise Mistake(f"{what} must include a month and year with the day")
    if not typed.year:
        raise Mistake(f"{what} must include a year")
    return _date(typed, what=what, on=on)


def _date(typed: TypedDate, *, what: str, on: date) -> KnownDate:
    year = _year(typed.year)
    try:
        whole = date(year, _month(typed.month or "1"), int(typed.day or "1"))
    except ValueError:
        raise Mistake(f"{what} must be a real date") from None
    if whole > on:
        raise Mistake(f"{what} must be today or in the past")
    return KnownDate(
        day=whole.day if typed.day else None, month=whole.month if typed.month else None, year=year
    )


def _age(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and int(typed) <= OLDEST):
        raise Mistake("Age must be a whole number of years, like 34")
    return int(typed)


def _year(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) == len("2000")):
        raise Mistake("Year must include 4 numbers")
    if int(typed) < EARLIEST_YEAR:
        raise Mistake(f"Year must be {EARLIEST_YEAR} or later")
    return int(typed)


def _month(typed: str) -> int:
    if typed.isascii() and typed.isdigit():
        return int(typed)
    return MONTHS.index(typed[:3].lower()) + 1
