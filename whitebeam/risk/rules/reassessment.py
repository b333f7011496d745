"""When risk is to be assessed again: by the level's clock, or sooner when something happened.

Derived, never stored. The clock stands while an assessment is paused; what happened is not paused.
A day on which offices are closed brings the due day forward, never back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from whitebeam.kernel.clocks import is_working_day
from whitebeam.risk.rules.scoring import Level

DAY = timedelta(days=1)


class Cause(StrEnum):
    """What makes an assessment due."""

    CLOCK = "CLOCK"
    INCIDENT = "INCIDENT"
    SEPARATION = "SEPARATION"
    RELEASE = "RELEASE"
    MOVE = "MOVE"
    COURT = "COURT"
    CLOSURE = "CLOSURE"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which nobody is expected to assess, both days included; open without an end."""

    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """Something after which risk is assessed again."""

    on: date
    cause: Cause


@dataclass(frozen=True, slots=True)
class Clocks:
    """Calendar days by level, and working days after something happened."""

    days: Mapping[Level, int]
    working_days_after_event: int


@dataclass(frozen=True, slots=True)
class Due:
    """When, and why. No day while the clock stands."""

    on: date | None
    cause: Cause

    def is_overdue(self, *, on: date) -> bool:
        """Say whether the day has passed. On the day itself it is due, not overdue."""
        return self.on is not None and self.on < on


def due(
    *,
    signed_on: date,
    level: Level,
    clocks: Clocks,
    happened: Iterable[Happened] = (),
    pauses: Iterable[Pause] = (),
    on: date,
    region: str = "England",
) -> Due:
    """Return when risk is to be assessed again, the soonest of all causes."""
    regular = _regular(signed_on, clocks.days[level], tuple(pauses), on)
    found = [
        Due(_working_days_after(one.on, clocks.working_days_after_event, region), one.cause)
        for one in happened
        if one.on >= signed_on
    ]
    if regular is not None:
        found.append(Due(_open_on_or_before(regular, region), Cause.CLOCK))
    if not found:
        return Due(None, Cause.CLOCK)
    return min(found, key=lambda one: one.on or date.max)


def _regular(signed_on: date, days: int, pauses: tuple[Pause, ...], on: date) -> date | None:
    """Return the day on which so many days that are not paused have passed."""
    here, left = signed_on, days
    while left:
        here += DAY
        pause = _pause_on(here, pauses)
        if pause is None:
            left -= 1
        elif pause.ends_on is None:
            return None
        else:
            here = pause.ends_on
    return here


def _pause_on(day: date, pauses: tuple[Pause, ...]) -> Pause | None:
    covering = [
        one
        for one in pauses
        if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)
    ]
    return max(covering, key=lambda one: one.ends_on or date.max, default=None)


def _open_on_or_before(day: date, region: str) -> date:
    while not is_working_day(day, region=region):
        day -= DAY
    return day


def _working_days_after(day: date, working_days: int, region: str) -> date:
    left = working_days
    while left:
        day += DAY
        left -= is_working_day(day, region=region)
    return day
