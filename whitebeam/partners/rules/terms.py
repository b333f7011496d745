"""When access must be looked at again, and when the end of an agreement is announced."""

from datetime import date, timedelta

CHECKED_EVERY = timedelta(days=91)
WARNED_BEFORE = (90, 30, 7)


def check_due_on(*, starts_on: date, checked_on: date | None) -> date:
    """Return the day by which somebody must confirm that this access is still right."""
    return (checked_on or starts_on) + CHECKED_EVERY


def is_check_overdue(*, starts_on: date, checked_on: date | None, on: date) -> bool:
    """Return whether that day has passed."""
    return check_due_on(starts_on=starts_on, checked_on=checked_on) < on


def warning_due(*, ends_on: date, on: date) -> int | None:
    """Return the nearest limit that is reached today, in days before the end; none once it ended.

    A day that was missed is made up: the limit stays reached until the next one is.
    """
    left = (ends_on - on).days
    if left < 0:
        return None
    reached = [days for days in WARNED_BEFORE if left <= days]
    return min(reached, default=None)
