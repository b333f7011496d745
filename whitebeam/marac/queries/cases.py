"""One case and its history, and the lists of cases that somebody works on."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    CasePerson,
    Ground,
    Participant,
    StateChange,
    Transfer,
)
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import users_with


def with_panel(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return these cases with what the head of a case page prints."""
    return cases.select_related(
        "panel__area", "pathway", "referring_agency", "referred_by", "idva_agency", "idva"
    )


def capacities_in(user: User, case: Case) -> frozenset[Participant.Capacity]:
    """Return the capacities in which the user takes part in this case now."""
    held = policy.parts_of(user).filter(case=case).values_list("capacity", flat=True)
    return frozenset(Participant.Capacity(capacity) for capacity in held)


def people_of(user: User, case: Case) -> list[CasePerson]:
    """Return the people of a case whom the reader may see: the person harmed first."""
    return people_among(user, [case.pk])


def people_among(user: User, cases: Iterable[UUID]) -> list[CasePerson]:
    """Return the people of these cases with the identifiers that the user may read; two queries."""
    order = list(CasePerson.Part.values)
    found = with_identifiers(user).filter(case__in=list(cases)).order_by("position", "created_at")
    return sorted(found, key=lambda one: (order.index(one.part), one.position))


def with_identifiers(user: User) -> QuerySet[CasePerson]:
    """Return people with those of their identifiers that the user may read."""
    return CasePerson.objects.prefetch_related(
        Prefetch("identifiers", queryset=policy.identifiers_seen_by(user))
    )


def history_of(case: Case) -> list[StateChange]:
    """Return every step of a case, oldest first, with who took it."""
    return list(case.changes.select_related("by", "agency").order_by("at", "created_at"))


def grounds_of(case: Case) -> list[Ground]:
    """Return every ground on which a case was referred."""
    return list(case.grounds.order_by("created_at"))


def open_listing(case: Case) -> AgendaItem | None:
    """Return the place on a list at which a case waits, if it does."""
    waiting = case.listings.filter(outcome="", is_aside=False)
    return waiting.select_related("meeting__panel").first()


def advisers_for(case: Case) -> QuerySet[User]:
    """Return those who may speak for the person harmed: the service's workers of today."""
    if case.idva_agency is None:
        return User.objects.none()
    return users_with(case.idva_agency, Duty.SUPPORT_VICTIMS).order_by("name")


def open_transfer(case: Case) -> Transfer | None:
    """Return the transfer that waits for its receipt, if one does."""
    return case.transfers.filter(received_at=None, cancelled_at=None).first()


def origin_of(case: Case) -> Transfer | None:
    """Return from which MARAC a case came, if it came from one."""
    return case.transfers.filter(direction=Transfer.Direction.IN).first()
