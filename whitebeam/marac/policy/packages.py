"""Who reads what was sent of a case to another MARAC: whoever sent it, and whom it was sent to."""

from django.db.models import Exists, OuterRef, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac.models import Package, Transfer
from whitebeam.marac.models.functions import DeniedCases
from whitebeam.marac.policy.parts import Capacity, accesses_entered_by, agency_ids_as, of_cases


def packages_sent_by(user: User) -> QuerySet[Package]:
    """Return the packages of the cases that the user coordinates, or speaks for her in."""
    return of_cases(Package, user, Capacity.COORDINATOR, Capacity.IDVA)


def transfers_sent_by(user: User) -> QuerySet[Transfer]:
    """Return the moves of the cases that the user coordinates."""
    return of_cases(Transfer, user, Capacity.COORDINATOR)


def transfers_arriving_at(user: User) -> QuerySet[Transfer]:
    """Return what another panel sent to one that the user coordinates, and did not take back."""
    return Transfer.objects.filter(
        direction=Transfer.Direction.OUT,
        to_panel__coordinated_by__in=agency_ids_as(user, Capacity.COORDINATOR),
        cancelled_at=None,
    ).exclude(case__in=DeniedCases())


def packages_received_by(user: User) -> QuerySet[Package]:
    """Return the packages that were sent to the user: as coordinator there, or as a guest."""
    rows = Package.objects.exclude(case__in=DeniedCases()).filter(transfer__cancelled_at=None)
    if user.kind == User.Kind.GUEST:
        return rows.filter(guests__in=accesses_entered_by(user))
    arriving = transfers_arriving_at(user).filter(pk=OuterRef("transfer"))
    return rows.filter(Exists(arriving))


def packages_seen_by(user: User) -> QuerySet[Package]:
    """Return every package that the user may open."""
    return Package.objects.filter(
        Exists(packages_sent_by(user).filter(pk=OuterRef("pk")))
        | Exists(packages_received_by(user).filter(pk=OuterRef("pk")))
    )
