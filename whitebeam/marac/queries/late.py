"""What the clock has to chase: screening, transfers, and answers missing before a meeting."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    ContactAttempt,
    Meeting,
    ResearchRequest,
    Transfer,
    Unreached,
)
from whitebeam.marac.models.states import BEFORE_DECISION
from whitebeam.marac.queries import deciding

BEFORE = (Meeting.State.PLANNED, Meeting.State.CIRCULATED)


def waiting_for_screening(*, at: datetime) -> QuerySet[Case]:
    """Return the cases that wait for screening past their clock, the longest first."""
    late = Case.objects.filter(state=Case.State.RECEIVED, screen_due_at__lte=at)
    return late.order_by("screen_due_at", "pk")


def unreceived(*, at: datetime) -> QuerySet[Transfer]:
    """Return the transfers that nobody has said they have, past their clock, not chased today."""
    begins = at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    late = Transfer.objects.filter(
        Q(chased_at=None) | Q(chased_at__lt=begins),
        direction=Transfer.Direction.OUT,
        received_at=None,
        cancelled_at=None,
        due_at__lte=at,
    )
    return late.order_by("due_at", "pk")


def lacking_answers(*, at: datetime) -> QuerySet[Meeting]:
    """Return the meetings to come whose research was due and for whose cases some are missing."""
    missing = ResearchRequest.objects.filter(
        case__listings__meeting=OuterRef("pk"),
        case__listings__outcome=AgendaItem.Outcome.WAITING,
        answer="",
        withdrawn_at=None,
    )
    soon = Meeting.objects.filter(
        Exists(missing), state__in=BEFORE, research_due_at__lte=at, starts_at__gt=at
    )
    return soon.order_by("starts_at", "pk")


def unreached(*, at: datetime) -> QuerySet[Case]:
    """Return the cases to hear whose adviser has not reached her by her clock, nor said why not."""
    reached = ContactAttempt.objects.filter(
        case=OuterRef("pk"), outcome=ContactAttempt.Outcome.REACHED
    )
    said = Unreached.objects.filter(case=OuterRef("pk"), ended_at=None)
    late = Case.objects.filter(
        ~Exists(reached), ~Exists(said), state__in=BEFORE_DECISION, idva_due_at__lte=at
    )
    return late.order_by("idva_due_at", "pk")


def untold() -> QuerySet[Case]:
    """Return the cases whose newest decision she was not told of, the longest ago first."""
    rows = deciding.decided(Case.objects.all())
    return rows.filter(is_told=False).exclude(state=Case.State.CLOSED)


def ids(rows: QuerySet[Any]) -> list[UUID]:
    """Return the ids of these rows in their order."""
    return list(rows.values_list("pk", flat=True))
