"""Moments and promises as people say them, in London, wherever a page prints one."""

from dataclasses import dataclass
from datetime import datetime

from whitebeam.kernel.clocks import LONDON

SOON_SECONDS = 2 * 3600


@dataclass(frozen=True, slots=True)
class Clock:
    """A promise to answer by a moment: what it says, and whether it is near or past."""

    text: str
    state: str

    @classmethod
    def of(cls, due_at: datetime | None, *, now: datetime) -> "Clock":
        if due_at is None:
            return cls("", "done")
        left = due_at - now
        if left.total_seconds() < 0:
            return cls(f"Late: was due {moment(due_at, now=now)}", "late")
        soon = left.total_seconds() < SOON_SECONDS
        return cls(f"Due {moment(due_at, now=now)}", "soon" if soon else "due")


def moment(at: datetime, *, now: datetime) -> str:
    """Return a moment as people say it, in London: "today 14:05", "Tue 3 March 09:00"."""
    here, today = at.astimezone(LONDON), now.astimezone(LONDON)
    clock = f"{here:%H:%M}"
    days = (here.date() - today.date()).days
    if days in {-1, 0, 1}:
        return f"{('yesterday', 'today', 'tomorrow')[days + 1]} {clock}"
    year = f" {here.year}" if here.year != today.year else ""
    return f"{here:%a} {here.day} {here:%B}{year} {clock}"
