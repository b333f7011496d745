"""A repeat at MARAC, by both published definitions, with the two events that make it one.

Older: within 12 months of the last referral the same person harms the same person again, in a way
that would be a crime if it were reported (violence or threats, also to property; a pattern of
stalking or harassment; rape or sexual abuse). Newer: any instance of abuse, criminal or not. In
both it need not be reported to the police, and no threshold is looked at again.
Sources: safelives.org.uk, definition of a repeat MARAC case, and briefing on repeat cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whitebeam.risk.rules.months import months_after


class Rule(StrEnum):
    """Which definition the partnership has adopted."""

    CRIMINAL_ONLY = "criminal_only"
    ANY_ABUSE = "any_abuse"


class Kind(StrEnum):
    """What happened, in the words that tell the two definitions apart."""

    VIOLENCE = "VIOLENCE"
    THREATS = "THREATS"
    PROPERTY = "PROPERTY"
    STALKING_PATTERN = "STALKING_PATTERN"
    SEXUAL = "SEXUAL"
    UNWANTED_CONTACT = "UNWANTED_CONTACT"
    CONTROLLING = "CONTROLLING"
    EMOTIONAL = "EMOTIONAL"
    ECONOMIC = "ECONOMIC"
    OTHER_ABUSE = "OTHER_ABUSE"
    NO_ABUSE = "NO_ABUSE"


CRIMINAL = frozenset(
    {Kind.VIOLENCE, Kind.THREATS, Kind.PROPERTY, Kind.STALKING_PATTERN, Kind.SEXUAL}
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when, what, by whom to whom. `name` is how the record knows it."""

    on: date
    kind: Kind
    victim: str
    perpetrators: frozenset[str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """An earlier referral to MARAC, and the event that led to it, if the record names one."""

    on: date
    victim: str
    perpetrators: frozenset[str]
    name: str = ""
    led_by: str = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The evidence: the earlier referral, the event after it, and the last day that counted."""

    referral: Referral
    event: Event
    rule: Rule
    counts_until: date


def repeat(
    *, event: Event, referrals: Iterable[Referral], rule: Rule, months: int = 12
) -> Repeat | None:
    """Return why this event makes a repeat, from the newest referral that fits, or nothing.

    The day of the referral and the last day of the window both count. The event that led to a
    referral is not its own repeat.
    """
    if not _counts(event.kind, rule):
        return None
    fitting = [one for one in referrals if _same_pair(one, event) and _within(one, event, months)]
    if not fitting:
        return None
    newest = max(fitting, key=lambda one: one.on)
    return Repeat(newest, event, rule, months_after(newest.on, months))


def is_counted_until(*, referred_on: date, months: int = 12) -> date:
    """Return the last day on which a further event makes a repeat; flags are kept as long."""
    return months_after(referred_on, months)


def _counts(kind: Kind, rule: Rule) -> bool:
    if rule is Rule.CRIMINAL_ONLY:
        return kind in CRIMINAL
    return kind is not Kind.NO_ABUSE


def _same_pair(referral: Referral, event: Event) -> bool:
    return referral.victim == event.victim and bool(referral.perpetrators & event.perpetrators)


def _within(referral: Referral, event: Event, months: int) -> bool:
    if referral.led_by and referral.led_by == event.name:
        return False
    return referral.on <= event.on <= months_after(referral.on, months)
