"""How a referral is ranked in a queue, and which clock it waits under."""

from collections.abc import Mapping
from dataclasses import dataclass

UNSAFE_NOW = 0
RANKS = {"HIGH": 1, "MEDIUM": 2, "NOT_KNOWN": 2, "STANDARD": 3}
# Where a queue says nothing of a risk: four calendar hours, so that silence is never slow.
DEFAULT_HOURS, DEFAULT_CALENDAR = 4.0, "CALENDAR"


@dataclass(frozen=True, slots=True)
class Clock:
    hours: float
    calendar: str


def rank_of(*, risk: str, is_unsafe_now: bool) -> int:
    """Return the place in the queue: 0 where home is not safe now, then by risk."""
    return UNSAFE_NOW if is_unsafe_now else RANKS[risk]


def clock_for(clocks: Mapping[str, object], *, risk: str, is_unsafe_now: bool) -> Clock:
    """Return the queue's clock; a referral that is unsafe now waits under the high-risk one."""
    held = clocks.get("HIGH" if is_unsafe_now else risk)
    if not isinstance(held, Mapping):
        return Clock(DEFAULT_HOURS, DEFAULT_CALENDAR)
    return Clock(float(str(held["hours"])), str(held["calendar"]))
