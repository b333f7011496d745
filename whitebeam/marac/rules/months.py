"""Counting in months. Pure."""

from calendar import monthrange
from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def twelve_whole_months_before(day: date) -> tuple[date, date]:
    """Return the first and last day of the twelve whole months that were over on this day."""
    after = day.replace(day=1)
    return after.replace(year=after.year - 1), after - timedelta(days=1)


def quarters_before(day: date, count: int) -> list[date]:
    """Return the first days of the quarter of this day and those before it, oldest first."""
    this = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return [months_after(this, -3 * back) for back in range(count - 1, -1, -1)]
