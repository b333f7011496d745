"""The parts that somebody fills in cases, on which everything she may see rests."""

from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from whitebeam.accounts.models import User
from whitebeam.marac.models import GuestAccess, Participant
from whitebeam.marac.models.functions import DeniedCases, ProofShown
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty

Row = TypeVar("Row", bound=Model)
Capacity = Participant.Capacity
DUTY_OF = {
    Capacity.COORDINATOR: Duty.COORDINATE_MARAC,
    Capacity.CHAIR: Duty.CHAIR_MARAC,
    Capacity.IDVA: Duty.SUPPORT_VICTIMS,
    Capacity.RESEARCHER: Duty.RESEARCH_MARAC,
    Capacity.REFERRER: Duty.REFER_TO_MARAC,
}
WORKING = (Capacity.COORDINATOR, Capacity.CHAIR, Capacity.IDVA, Capacity.RESEARCHER)
RUNNING = (Capacity.COORDINATOR, Capacity.CHAIR)
MARAC = (*DUTY_OF.values(), Duty.VIEW_MARAC_FIGURES)


def parts_of(user: User, *capacities: Capacity) -> QuerySet[Participant]:
    """Return the parts in cases that the user fills now in one of these capacities."""
    held = Q(pk__in=())
    for capacity in capacities or tuple(Capacity):
        if agencies := agency_ids_as(user, capacity):
            held |= Q(user=None, capacity=capacity, agency__in=agencies)
        if capacity == Capacity.RESEARCHER and user.kind == User.Kind.GUEST and user.is_active:
            held |= Q(access__in=accesses_entered_by(user))
    return Participant.objects.filter(
        held,
        Q(until=None) | Q(until__gt=Now()),
        Q(agreement=None) | Q(agreement__in=partners.agreement_ids_in_force()),
        ended_at=None,
    )


def accesses_entered_by(guest: User) -> tuple[UUID, ...]:
    """Return the accesses whose code this guest gave in this session, which has not run out."""
    entered = Now() - settings.GUEST_SESSION_TOTAL
    rows = GuestAccess.objects.filter(
        user=guest,
        ended_at=None,
        until__gt=Now(),
        entered_at__gt=entered,
        entered_with=ProofShown(),
    )
    return tuple(rows.values_list("pk", flat=True))


def agency_ids_as(user: User, capacity: Capacity) -> tuple[UUID, ...]:
    """Return the agencies for which the user may act in this capacity now (decision 0009)."""
    return partners.agency_ids_where(user, DUTY_OF[capacity])


def agencies_as(user: User, capacity: Capacity) -> QuerySet[Agency]:
    """Return the agencies for which the user may act in this capacity."""
    return Agency.objects.filter(pk__in=agency_ids_as(user, capacity))


def of_cases(kind: type[Row], user: User, *capacities: Capacity) -> QuerySet[Row]:
    """Return the rows of the cases in which the user takes part in one of these capacities."""
    part = parts_of(user, *capacities).filter(case=OuterRef("case"))
    return kind._default_manager.filter(Exists(part)).exclude(case__in=DeniedCases())


def of_own(kind: type[Row], user: User) -> QuerySet[Row]:
    """Return the rows that belong to agencies for which the user answers research."""
    part = parts_of(user, Capacity.RESEARCHER).filter(
        case=OuterRef("case"), agency=OuterRef("agency")
    )
    return kind._default_manager.filter(Exists(part)).exclude(case__in=DeniedCases())
