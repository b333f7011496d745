"""One printed number as it is read: its value, how sure it is, and words where there is none."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from whitebeam.indicators.rules.definitions import Unit, shown_number
from whitebeam.kernel.intervals import Interval, byar, overlap, wilson

HIDDEN, MISSING = "Hidden: fewer than 8, or beside such a number", "Not known"


class Against(StrEnum):
    """How a district stands beside the whole, where chance is no explanation."""

    SAME = "No different beyond chance"
    HIGHER = "Higher than the whole"
    LOWER = "Lower than the whole"
    NOT_COMPARED = "Not compared"


@dataclass(frozen=True, slots=True)
class Reading:
    """A number to read. Without a value, `words` say why there is none."""

    value: float | None
    words: str
    interval: Interval | None = None
    sure: str = ""
    count: str = ""
    of: str = ""


def read(
    *, unit: Unit, per: int, part: Decimal | None, whole: Decimal | None, is_hidden: bool
) -> Reading:
    """Return what a printed line says."""
    if part is None:
        return Reading(None, HIDDEN if is_hidden else MISSING)
    count, of = shown_number(part), "" if whole is None else shown_number(whole)
    if unit in {Unit.PERCENT, Unit.RATE}:
        if not whole:
            return Reading(None, MISSING if whole is not None else HIDDEN, count=count)
        return _ratio(unit, per, float(part), float(whole), count, of)
    words = f"£{count}" if unit is Unit.MONEY else count
    return Reading(float(part), words, count=count, of=of)


def against(one: Reading, whole: Reading) -> Against:
    """Say how a district stands beside the whole; only intervals that do not meet differ."""
    if one.interval is None or whole.interval is None:
        return Against.NOT_COMPARED
    if overlap(one.interval, whole.interval):
        return Against.SAME
    return Against.HIGHER if one.interval.value > whole.interval.value else Against.LOWER


def _ratio(unit: Unit, per: int, part: float, whole: float, count: str, of: str) -> Reading:
    # Both are rounded, each for itself; a part cannot be more than its whole.
    if unit is Unit.PERCENT:
        share = wilson(min(part, whole), whole)
        found = Interval(100 * share.value, 100 * share.low, 100 * share.high)
    else:
        found = byar(part, whole, per=per)
    mark = "%" if unit is Unit.PERCENT else ""
    sure = f"{found.low:.1f}{mark} to {found.high:.1f}{mark}"
    return Reading(found.value, f"{found.value:.1f}{mark}", found, sure, count, of)
