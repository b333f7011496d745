"""What waits longer than its clock: for the one who chases, and for a coordinator on her list.

Clocks count in working time, by area and by way, so that each is worked out here and not in SQL.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from whitebeam.kernel.clocks import Span
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    EarlySettlement,
    Meeting,
    Pathway,
    ScreeningSettlement,
    StateChange,
)
from whitebeam.marac.models.states import State
from whitebeam.marac.queries import settings
from whitebeam.marac.queries.settling import Settled
from whitebeam.marac.rules.steps import Step

RETURN_DAYS, MEETS_EVERY = "marac.return_answer_days", "marac.meeting_every_days"
SETTLE_DAYS, AGREE_DAYS = "marac.settle_days", "marac.settlement_days"
AUDIT_DAYS, MINUTES_DAYS = "marac.audit_days", "marac.minutes_days"
RESEARCH_DAYS = "marac.research_return_days"
SHOWN = 100


class Kind(StrEnum):
    """What of a case waits; each is chased in its own words."""

    RETURNED = "returned"
    UNLISTED = "unlisted"
    UNSETTLED = "unsettled"
    PROPOSED = "proposed"
    AUDIT = "audit"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Wait:
    """Something of a case that waits since a moment, by when it was due, and when again so long.

    `meeting` is the one whose minutes wait, `settlement` the one that was proposed or decided.
    """

    kind: Kind
    case: Case
    since: datetime
    due_at: datetime
    again_at: datetime
    meeting: Meeting | None = None
    settlement: Settled | None = None


class _Clocks:
    """The spans of today, each read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[object, ...], Span] = {}

    def common(self, key: str, case: Case) -> Span:
        """Return the area's clock for a case."""
        area = case.panel.area
        return self._once((key, area.pk), lambda: settings.clock(key, area=area))

    def of_way(self, step: Step, key: str, case: Case) -> Span:
        """Return the clock of the way that a case takes, else its area's."""
        area, way = case.panel.area, case.pathway
        return self._once(
            (step, case.pathway_id, area.pk),
            lambda: settings.span(step, pathway=way, key=key, area=area),
        )

    def _once(self, which: tuple[object, ...], read: Callable[[], Span]) -> Span:
        if which not in self._read:
            self._read[which] = read()
        return self._read[which]


def past_their_clock(cases: QuerySet[Case], *, at: datetime) -> list[Wait]:
    """Return what of these cases waits past its clock, the longest overdue first."""
    rows, clocks = (
        cases.select_related("panel__area", "panel__coordinated_by", "pathway"),
        _Clocks(),
    )
    found = [
        wait for waiting in (_returned, _unlisted, _unsettled) for wait in waiting(rows, clocks)
    ]
    found += [*_settlements(cases, clocks), *_unsigned(cases, clocks)]
    late = [wait for wait in found if wait.due_at <= at]
    return sorted(late, key=lambda wait: (wait.due_at, str(wait.case.pk), wait.kind))


def _wait(kind: Kind, case: Case, since: datetime, span: Span, **more: object) -> Wait:
    due_at = span.after(since)
    return Wait(kind, case, since, due_at, span.after(due_at), **more)  # type: ignore[arg-type]  # the row that waits


def _standing(cases: QuerySet[Case], *states: State) -> QuerySet[Any]:
    """Return those that stand at one of these, with `since` when."""
    moved = StateChange.objects.filter(case=OuterRef("pk"), after=OuterRef("state"))
    newest = moved.exclude(before=F("after")).order_by("-at").values("at")[:1]
    rows = cases.filter(state__in=states).annotate(since=Subquery(newest))
    return rows.filter(since__isnull=False)


def _returned(cases: QuerySet[Case], clocks: _Clocks) -> Iterator[Wait]:
    """Yield the cases with which the referrer was asked something."""
    for case in _standing(cases, State.RETURNED).select_related(
        "referred_by", "referring_agency", "panel__area", "panel__coordinated_by"
    ):
        span = clocks.common(RETURN_DAYS, case)
        yield _wait(Kind.RETURNED, case, case.since, span)


def _unlisted(cases: QuerySet[Case], clocks: _Clocks) -> Iterator[Wait]:
    """Yield the cases for a full meeting that are on no list: due when the next list closes."""
    lists = Meeting.objects.filter(
        panel=OuterRef("panel"), kind=Meeting.Kind.PANEL, cut_off_at__gt=OuterRef("since")
    ).exclude(state=Meeting.State.CANCELLED)
    rows = _standing(cases, State.ACCEPTED, State.DEFERRED).filter(
        Q(state=State.DEFERRED) | Q(pathway=None) | Q(pathway__kind=Pathway.Kind.FULL)
    )
    closes = Subquery(lists.order_by("cut_off_at").values("cut_off_at")[:1])
    for case in rows.annotate(closes_at=closes):
        since = case.since
        usual = clocks.common(MEETS_EVERY, case)
        due_at = case.closes_at or usual.after(since)
        yield Wait(Kind.UNLISTED, case, since, due_at, usual.after(due_at))


def _unsettled(cases: QuerySet[Case], clocks: _Clocks) -> Iterator[Wait]:
    """Yield the cases on a way without a list of which nothing is decided after their research."""
    listed = AgendaItem.objects.filter(case=OuterRef("pk"), outcome="", is_aside=False)
    rows = _standing(cases, State.ACCEPTED, State.RESEARCH_CLOSED)
    for case in rows.filter(~Exists(listed), pathway__isnull=False).exclude(
        pathway__kind=Pathway.Kind.FULL
    ):
        since = case.since
        if case.state == State.ACCEPTED:
            since = clocks.of_way(Step.RESEARCH, RESEARCH_DAYS, case).after(since)
        span = clocks.of_way(Step.ACTIONS, SETTLE_DAYS, case)
        yield _wait(Kind.UNSETTLED, case, since, span)


def _settlements(cases: QuerySet[Case], clocks: _Clocks) -> Iterator[Wait]:
    """Yield what is proposed and not agreed by all, and what an audit has not read."""
    rows = EarlySettlement.objects.filter(case__in=cases.values("pk")).select_related(
        "case__panel__area", "case__panel__coordinated_by", "case__panel__chaired_by"
    )
    for one in rows.filter(decided_at=None, withdrawn_at=None):
        span = clocks.common(AGREE_DAYS, one.case)
        yield _wait(Kind.PROPOSED, one.case, one.proposed_at, span, settlement=one)
    for one in rows.filter(audit=EarlySettlement.Audit.WAITING, decided_at__isnull=False):
        span = clocks.common(AUDIT_DAYS, one.case)
        yield _wait(Kind.AUDIT, one.case, one.decided_at, span, settlement=one)  # type: ignore[arg-type]  # not null
    screened = ScreeningSettlement.objects.filter(
        case__in=cases.values("pk"), audit=EarlySettlement.Audit.WAITING
    )
    for now in screened.select_related(
        "case__panel__area", "case__panel__coordinated_by", "case__panel__chaired_by"
    ):
        span = clocks.common(AUDIT_DAYS, now.case)
        yield _wait(Kind.AUDIT, now.case, now.decided_at, span, settlement=now)


def _unsigned(cases: QuerySet[Case], clocks: _Clocks) -> Iterator[Wait]:
    """Yield the heard cases whose minutes nobody has signed."""
    rows = AgendaItem.objects.filter(
        case__in=cases.values("pk"),
        outcome=AgendaItem.Outcome.HEARD,
        signed_at=None,
        closed_at__isnull=False,
    )
    for item in rows.select_related(
        "case__panel__area", "case__panel__coordinated_by", "case__panel__chaired_by",
        "case__pathway", "meeting__chair", "meeting__called_by",
    ):  # fmt: skip
        span = clocks.of_way(Step.MINUTES, MINUTES_DAYS, item.case)
        yield _wait(Kind.MINUTES, item.case, item.closed_at, span, meeting=item.meeting)  # type: ignore[arg-type]  # not null
