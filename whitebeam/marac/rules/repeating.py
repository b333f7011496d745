"""Whether a case is a repeat, worked out against every earlier case, and why one does not count.

The definitions are those of `risk.rules.repeat`; here stands what a hub knows of the pair: records
may be the same beyond doubt, only look alike, or be of somebody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whitebeam.risk.rules.repeat import (
    Event,
    Kind,
    Referral,
    Repeat,
    Rule,
    is_counted_until,
    repeat,
)

HER = "her"
CRIMINAL = "would be a crime if it were reported"


class Tie(StrEnum):
    """Whether two records are of the same people, as far as records can tell."""

    SAME = "SAME"
    ALIKE = "ALIKE"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened last, as far as it is recorded."""

    kind: str = ""
    on: date | None = None

    @property
    def name(self) -> str:
        """How the same event is known again, if it is named at another referral."""
        return f"{self.kind} {self.on}" if self.kind and self.on else ""


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier case: when it was referred, about whom, and which event led to it."""

    name: str
    on: date
    her: Tie
    him: Tie
    led_by: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether the records say outright that the two people are the same."""
        return self.her is Tie.SAME and self.him is Tie.SAME


@dataclass(frozen=True, slots=True)
class Criteria:
    """The definition in force: which one, for how many months, and since which day."""

    rule: Rule
    months: int
    since: date | None = None


def worked_out(
    happening: Happening, earlier: Sequence[Before], criteria: Criteria
) -> Repeat | None:
    """Return the repeat that the definition finds, among cases surely about the same two people."""
    if not happening.kind or happening.on is None:
        return None
    return repeat(
        event=Event(
            happening.on, Kind(happening.kind), HER, frozenset({Tie.SAME}), name=happening.name
        ),
        referrals=[
            Referral(one.on, HER, frozenset({one.him}), name=one.name, led_by=one.led_by)
            for one in earlier
            if one.her is Tie.SAME
        ],
        rule=criteria.rule,
        months=criteria.months,
    )


def cannot_tell(happening: Happening, earlier: Sequence[Before]) -> bool:
    """Say whether the definition cannot be asked, because the event is not recorded."""
    return any(one.is_sure for one in earlier) and not happening.name


def why_not(
    chosen: Before, happening: Happening, criteria: Criteria, *, last: Repeat | None
) -> str:
    """Return why the definition does not find this earlier case, as one sentence.

    `last` is what it finds instead, from a later referral.
    """
    if chosen.him is Tie.OTHER:
        return f"{chosen.name} is about another person causing harm."
    if not chosen.is_sure:
        return f"The records do not say outright that {chosen.name} is about the same two people."
    if not happening.kind or happening.on is None:
        return "It is not recorded what happened last, or on which day."
    if not _is_counted(happening.kind, criteria):
        return f"By the rule here, only what {CRIMINAL} counts."
    return _out_of_time(chosen, happening.on, criteria) or (
        f"The time runs from the last referral, {last.referral.name}."
        if last is not None
        else f"What happened is what {chosen.name} was referred for."
    )


def _out_of_time(chosen: Before, on: date, criteria: Criteria) -> str:
    until = is_counted_until(referred_on=chosen.on, months=criteria.months)
    if on < chosen.on:
        return f"It happened before {chosen.name} was referred, on {in_words(chosen.on)}."
    if on > until:
        return f"{chosen.name} counted until {in_words(until)}; it happened after that."
    return ""


def in_words(day: date) -> str:
    """Return a day as it is read."""
    return f"{day.day} {day:%B %Y}"


def _is_counted(kind: str, criteria: Criteria) -> bool:
    """Say whether this kind of event counts at all: asked of a referral on its own day."""
    pair, day = frozenset({Tie.SAME}), date.min
    event, referral = Event(day, Kind(kind), HER, pair), Referral(day, HER, pair)
    return bool(repeat(event=event, referrals=[referral], rule=criteria.rule))
