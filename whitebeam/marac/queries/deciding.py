"""When a case was last decided, and whether she was told since: an earlier telling says nothing.

A case may be decided twice. One that was settled early and sent to a full hearing by the audit is
decided again there, and what she was told of the settlement is not what was decided.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from whitebeam.marac.models import Case, EarlySettlement, ScreeningSettlement, Telling
from whitebeam.marac.models.states import State

# A heard case on its way to another MARAC is still ours, and so is telling her.
DECIDED = (State.HEARD, State.SETTLED_EARLY, State.ACTIONS_OPEN, State.CLOSED, State.TRANSFER_SENT)
STANDS = Q(decided_at__isnull=False) & ~Q(audit=EarlySettlement.Audit.TO_BE_HEARD)


def with_decision(rows: QuerySet[Case]) -> QuerySet[Any]:
    """Add to each case `decided_at`, the newest decision that stands, and `is_told` of it."""
    settled = EarlySettlement.objects.filter(STANDS, case=OuterRef("pk")).order_by("-decided_at")
    stands = ScreeningSettlement.objects.filter(STANDS, case=OuterRef("pk"))
    screened = stands.values("decided_at")
    decided_at = Greatest(
        "heard_at", Subquery(settled.values("decided_at")[:1]), Subquery(screened[:1])
    )
    since = Coalesce(OuterRef("decided_at"), OuterRef("referred_at"))
    told = Telling.objects.filter(case=OuterRef("pk"), at__gte=since)
    return rows.annotate(decided_at=decided_at).annotate(is_told=Exists(told))


def decided(rows: QuerySet[Case]) -> QuerySet[Any]:
    """Return those that were decided, longest ago first, each with `decided_at` and `is_told`."""
    found = with_decision(rows).filter(state__in=DECIDED, decided_at__isnull=False)
    return found.order_by(F("decided_at"), "pk")


def decided_at(case: Case) -> datetime | None:
    """Return when a case was last decided: heard, settled at screening, or early by what stands."""
    settled = case.settlements.filter(STANDS).order_by("-decided_at").first()
    screened = ScreeningSettlement.objects.filter(STANDS, case=case).first()
    decisions = (one.decided_at for one in (settled, screened) if one is not None)
    moments = [case.heard_at, *decisions]
    return max((moment for moment in moments if moment is not None), default=None)


def is_decided(case: Case) -> bool:
    """Return whether anything was decided that she could be told."""
    if case.state == State.TRANSFER_SENT:
        return decided_at(case) is not None
    return case.state in DECIDED


def is_told(case: Case) -> bool:
    """Return whether it is known that she was told of the newest decision, or why not."""
    return case.tellings.filter(at__gte=decided_at(case) or case.referred_at).exists()
