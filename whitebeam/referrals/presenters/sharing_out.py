"""Work to be shared out, and what each worker carries, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from whitebeam.govuk.moments import moment
from whitebeam.referrals.models import Referral
from whitebeam.referrals.presenters.queue import RISK_COLOURS, risk_text
from whitebeam.referrals.queries.sharing_out import Load


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One worker and what she carries."""

    name: str
    cases: str
    high: str
    weight: str

    @classmethod
    def of(cls, load: Load, *, several: bool) -> "LoadRow":
        name = name_of(load, several=several)
        return cls(
            name if load.is_here else f"{name} (no longer here)",
            str(load.cases),
            str(load.high),
            str(load.weight),
        )


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One open case of a colleague."""

    reference: str
    risk: str
    risk_colour: str
    area: str
    since: str
    field: str

    @classmethod
    def of(cls, case: Referral, *, now: datetime) -> "CaseRow":
        return cls(
            reference=case.reference,
            risk=risk_text(case),
            risk_colour=RISK_COLOURS[Referral.Risk(case.risk)],
            area=case.area.name if case.area else "Area not known",
            since=moment(case.accepted_at or case.sent_at, now=now),
            field=f"to_{case.pk}",
        )


def name_of(load: Load, *, several: bool) -> str:
    """Return a worker's name, with the agency where the reader assigns at more than one."""
    return f"{load.worker.name}, {load.agency.name}" if several else load.worker.name


def load_rows(loads: list[Load]) -> list[LoadRow]:
    """Return what each worker carries, by name."""
    several = _several(loads)
    return [LoadRow.of(load, several=several) for load in loads]


def takers(loads: list[Load]) -> list[tuple[UUID, str]]:
    """Return those who may be given work."""
    several = _several(loads)
    return [(load.worker.pk, name_of(load, several=several)) for load in loads if load.is_here]


def away(loads: list[Load]) -> list[tuple[UUID, str]]:
    """Return those who have open cases that somebody could cover."""
    several = _several(loads)
    return [(load.worker.pk, name_of(load, several=several)) for load in loads if load.cases]


def _several(loads: Iterable[Load]) -> bool:
    return len({load.agency.pk for load in loads}) > 1
