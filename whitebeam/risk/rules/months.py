"""Counting in calendar months, where the day of the month is kept or falls back to the last."""

from calendar import monthrange
from datetime import date


def months_after(on: date, months: int) -> date:
    """Return the same day so many months later; 31 January and one month is 28 or 29 February."""
    years, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def months_before(on: date, months: int) -> date:
    """Return the same day so many months earlier."""
    return months_after(on, -months)


def quarters_before(on: date, quarters: int) -> tuple[date, date]:
    """Return when so many whole quarters began that were over on this day, and the day after."""
    after = date(on.year, on.month - (on.month - 1) % 3, 1)
    return months_before(after, 3 * quarters), after
