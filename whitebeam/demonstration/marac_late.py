"""Invented cases that went on a list after it had closed, and why."""

from datetime import datetime, timedelta

from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac.models import AgendaItem, Case, Meeting
from whitebeam.marac.queries.calendar import late_reasons

LIKELY = 0.08
HOUR = timedelta(hours=1)
DETAIL = "It was told to the coordinator on the telephone."


def listed_at(case: Case, meeting: Meeting) -> datetime:
    """Return when a case was put on a list: before it closed, but for a few."""
    is_late = _dice(case).chance(LIKELY)
    return meeting.cut_off_at + (3 * HOUR if is_late else -HOUR)


def explain(item: AgendaItem) -> None:
    """Give a late case one of the partnership's reasons, or words where it keeps none."""
    if item.listed_at <= item.meeting.cut_off_at:
        return
    reasons = list(late_reasons())
    item.late_because = _dice(item.case).pick(reasons) if reasons else None
    if item.late_because is None or item.late_because.needs_detail:
        item.late_reason = DETAIL


def _dice(case: Case) -> Dice:
    # Chance of its own, so that nothing else of the invented world depends on it.
    return Dice(0, f"late:{case.reference}")
