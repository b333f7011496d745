"""The other processes at work beside a case, as one reader may see them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import Case, CasePerson, ProcessLink
from whitebeam.partners.models import Agency


def of_cases(user: User, cases: Iterable[UUID]) -> QuerySet[ProcessLink]:
    """Return what stands in these cases, with what a paper prints of it."""
    rows = policy.processes_seen_by(user).filter(case__in=list(cases), ended_at=None)
    return rows.select_related("about", "agency", "said_for", "by", "confirmed_by").order_by(
        "kind", "at"
    )


def of_case(user: User, case: Case) -> list[ProcessLink]:
    """Return what stands in one case."""
    return list(of_cases(user, [case.pk]))


def kept_by(user: User, case: Case) -> frozenset[UUID]:
    """Return which of them the user may confirm or end."""
    return frozenset(policy.processes_kept_by(user).filter(case=case).values_list("pk", flat=True))


def one_kept_by(user: User, process_id: UUID) -> ProcessLink | None:
    """Return one that the user may confirm or end."""
    rows = policy.processes_kept_by(user).filter(pk=process_id)
    return rows.select_related("case", "about", "agency").first()


def people_to_name(user: User, case: Case) -> QuerySet[CasePerson]:
    """Return the people of a case whom the user may see; row-level security picks them."""
    return CasePerson.objects.filter(case__in=policy.worked_by(user), case=case).order_by(
        "position", "created_at"
    )


def agencies_to_name(user: User, case: Case) -> QuerySet[Agency]:
    """Return the agencies that may be named as leading: any for the coordinator, else one's own."""
    if policy.coordinated_by(user).filter(pk=case.pk).exists():
        return Agency.objects.filter(status=Agency.Status.ACTIVE).order_by("name")
    return policy.agencies_in(user, case).order_by("name")
