"""The grounds on which a case goes to MARAC. All that apply are told, each with its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whitebeam.risk.rules.judgement import Judgement, level_of
from whitebeam.risk.rules.months import months_before
from whitebeam.risk.rules.repeat import Repeat
from whitebeam.risk.rules.scoring import Level


class Ground(StrEnum):
    """Why a case may go to MARAC."""

    VISIBLE_HIGH_RISK = "VISIBLE_HIGH_RISK"
    PROFESSIONAL_JUDGEMENT = "PROFESSIONAL_JUDGEMENT"
    POTENTIAL_ESCALATION = "POTENTIAL_ESCALATION"
    REPEAT = "REPEAT"
    HIGH_RISK_OF_HARM = "HIGH_RISK_OF_HARM"


@dataclass(frozen=True, slots=True)
class Window:
    """So many events within so many months, and who published it."""

    events: int
    months: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What one partnership has agreed, as of the day it was used. The numbers have no default.

    `elsewhere` is the national reading, shown beside the partnership's own where they differ.
    """

    very_high_risk: int
    escalation: Window
    very_high_risk_source: str = ""
    elsewhere: Window | None = None
    listed: frozenset[Ground] = frozenset(Ground)


@dataclass(frozen=True, slots=True)
class PoliceEvent:
    """Domestic abuse by this person against this one, reported to the police; its number if any."""

    on: date
    number: str = ""


NOT_JUDGED = Judgement()


@dataclass(frozen=True, slots=True)
class Case:
    """What is known when grounds are read. `yes` is nothing where the tool is not scored."""

    yes: int | None
    band: Level | None
    judgement: Judgement = NOT_JUDGED
    police_events: tuple[PoliceEvent, ...] = ()
    repeat: Repeat | None = None
    risk_of_harm: str = ""


@dataclass(frozen=True, slots=True)
class Escalation:
    """The events that fall in the window, oldest first, and whether there are enough."""

    window: Window
    from_day: date
    events: tuple[PoliceEvent, ...]

    @property
    def is_met(self) -> bool:
        """Say whether there are enough."""
        return len(self.events) >= self.window.events


@dataclass(frozen=True, slots=True)
class Met:
    """A ground that applies, and what shows it: numbers and days, never names."""

    ground: Ground
    days: tuple[date, ...] = ()
    count: int = 0
    needed: int = 0
    months: int = 0
    words: str = ""


def escalation(*, events: Iterable[PoliceEvent], window: Window, on: date) -> Escalation:
    """Return the distinct events of the window. The first day of the window counts, and today.

    One event told twice, by the same number or on the same day without one, is one event.
    """
    first = months_before(on, window.months)
    within = {one.number or one.on.isoformat(): one for one in events if first <= one.on <= on}
    return Escalation(window, first, tuple(sorted(within.values(), key=lambda one: one.on)))


def grounds(*, case: Case, criteria: Criteria, on: date) -> tuple[Met, ...]:
    """Return every ground that applies, in the order of the form.

    Judgement can add a ground and never takes one away.

    :raises NotJudged: if judgement would lower the level, or gives no reason
    """
    level_of(band=case.band, judgement=case.judgement)
    found = (
        _visible(case, criteria),
        _judged(case, criteria),
        _escalating(case, criteria, on),
        _repeated(case),
        _harm(case),
    )
    return tuple(met for met in found if met is not None and met.ground in criteria.listed)


def _visible(case: Case, criteria: Criteria) -> Met | None:
    if case.yes is None or case.yes < criteria.very_high_risk:
        return None
    return Met(Ground.VISIBLE_HIGH_RISK, count=case.yes, needed=criteria.very_high_risk)


def _judged(case: Case, criteria: Criteria) -> Met | None:
    # A worker may give her judgement beside a high total: both are then told.
    if case.judgement.level is not Level.HIGH:
        return None
    return Met(Ground.PROFESSIONAL_JUDGEMENT, words=case.judgement.reason)


def _escalating(case: Case, criteria: Criteria, on: date) -> Met | None:
    found = escalation(events=case.police_events, window=criteria.escalation, on=on)
    if not found.is_met:
        return None
    return Met(
        Ground.POTENTIAL_ESCALATION,
        days=tuple(one.on for one in found.events),
        count=len(found.events),
        needed=criteria.escalation.events,
        months=criteria.escalation.months,
    )


def _repeated(case: Case) -> Met | None:
    if case.repeat is None:
        return None
    return Met(Ground.REPEAT, days=(case.repeat.referral.on, case.repeat.event.on))


def _harm(case: Case) -> Met | None:
    words = case.risk_of_harm.strip()
    return Met(Ground.HIGH_RISK_OF_HARM, words=words) if words else None
