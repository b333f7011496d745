"""Safe days and hours as a referrer gives them, so that the gate can hold to them."""

import re
from datetime import time

DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
TIME = re.compile(r"(?P<hour>[0-9]{1,2})([:.](?P<minute>[0-9]{2}))?(?P<half>am|pm)?")
FIRST, LAST = time(0, 0), time(23, 59)


def read_time(typed: str) -> time | None:
    """Return a time of day, or nothing where it cannot be told which: a bare 2 may be at night."""
    match = TIME.fullmatch("".join(typed.lower().split()))
    if match is None or not (match["minute"] or match["half"]):
        return None
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def hours_of(first: str, last: str) -> tuple[time, time] | None:
    """Return the safe hours; where only one end was given, the day's own end is the other.

    Hours that make no sense are none at all.
    """
    begins, ends = read_time(first), read_time(last)
    if begins is None and ends is None:
        return None
    hours = (begins or FIRST, ends or LAST)
    return hours if hours[0] < hours[1] else None


def days_of(codes: tuple[str, ...]) -> tuple[int, ...]:
    """Return the days chosen, Monday 0 to Sunday 6."""
    return tuple(number for number, code in enumerate(DAYS) if code in codes)
