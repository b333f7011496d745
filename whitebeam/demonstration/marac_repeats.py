"""What invented cases were referred for, and what screening made of it: repeats by two events."""

from datetime import date, datetime, timedelta

from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import Case, RepeatFinding
from whitebeam.risk.rules.repeat import Rule, is_counted_until

KINDS = ("VIOLENCE", "VIOLENCE", "THREATS", "STALKING_PATTERN", "CONTROLLING", "PROPERTY", "SEXUAL")
MOST_DAYS = 6
MONTHS = 12
REASON = "Her adviser heard of it from her; the referral did not say on which day it was."


def happened(case: Case) -> None:
    """Say what happened last before a case was referred, and on which day."""
    dice = _dice("happened", case)
    on = _day(case.referred_at) - timedelta(days=dice.number(0, MOST_DAYS))
    case.event_kind, case.event_on = dice.pick(KINDS), on


def found(rows: MaracRows, desk: Desk, case: Case, *, at: datetime) -> None:
    """Keep what screening found of a repeat; now and then it knew more than the referral said."""
    dice, earlier = _dice("found", case), case.repeat_of
    knew_more = earlier is not None and dice.chance(0.06)
    on = _day(earlier.referred_at) if earlier is not None else None
    if knew_more:
        case.event_kind, case.event_on = "", None
    elif on and case.event_on:
        case.event_on = max(case.event_on, on)
    rows.add(
        RepeatFinding, dice, case=case, earlier=earlier, earlier_on=on,
        worked_out=None if knew_more else earlier, event_kind=case.event_kind,
        event_on=case.event_on, rule=Rule.ANY_ABUSE, months=MONTHS,
        counts_until=is_counted_until(referred_on=on, months=MONTHS) if on else None,
        reason=REASON if knew_more else None, by=desk.coordinator, at=at,
    )  # fmt: skip


def _dice(what: str, case: Case) -> Dice:
    return Dice(0, f"{what}:{case.pk}")


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
