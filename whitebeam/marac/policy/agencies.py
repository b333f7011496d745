"""For which agency somebody works on a case."""

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac.models import Case
from whitebeam.marac.policy.parts import WORKING, Capacity, parts_of
from whitebeam.partners.models import Agency


def acting_agency(user: User, case: Case) -> Agency:
    """Return the agency for which the user acts in this case: as who runs it before all else."""
    parts = parts_of(user).filter(case=case).select_related("agency").order_by("agency__name")
    order = [*Capacity]
    return min(parts, key=lambda part: order.index(Capacity(part.capacity))).agency


def advocating_agency(user: User, case: Case) -> Agency:
    """Return the service for which the user speaks for the person harmed in this case."""
    part = parts_of(user, Capacity.IDVA).filter(case=case).select_related("agency")
    return part.order_by("agency__name")[0].agency


def agencies_in(user: User, case: Case) -> QuerySet[Agency]:
    """Return the agencies for which the user works on this case; a guest decides for none."""
    parts = parts_of(user, *WORKING).filter(case=case, user=None)
    return Agency.objects.filter(pk__in=parts.values("agency"))
