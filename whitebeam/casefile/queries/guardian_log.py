"""Whom a guardian may look up, and the names that stand beside the numbers of the audit."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit.models import Entry
from whitebeam.partners.models import Agency, Duty, Membership
from whitebeam.partners.policy import agencies_where


def agencies_guarded(user: User) -> QuerySet[Agency]:
    """Return the agencies whose records the user guards now."""
    return agencies_where(user, Duty.GUARD_RECORDS)


def workers_guarded(user: User) -> QuerySet[Membership]:
    """Return everyone who works or worked for an agency that the user guards, by name."""
    return (
        Membership.objects.filter(agency__in=agencies_guarded(user))
        .select_related("user", "agency")
        .order_by("user__name", "user_id", "-starts_on")
    )


def names_beside(entries: Iterable[Entry]) -> dict[UUID, str]:
    """Return the names of the users and agencies that these entries speak of."""
    rows = list(entries)
    users = {row.user_id for row in rows if row.user_id}
    agencies = {agency for row in rows for agency in row.agencies}
    return {
        **dict(User.objects.filter(pk__in=users).values_list("pk", "name")),
        **dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "name")),
    }
