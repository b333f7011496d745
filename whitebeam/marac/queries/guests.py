"""Guests' access: what they may open, and what the coordinator has let them into."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import Case, GuestAccess, Meeting, Package, ResearchRequest
from whitebeam.marac.queries import settings
from whitebeam.partners.models import Agency, Duty, Membership
from whitebeam.partners.policy import users_with


def requests_for(
    user: User, agency: Agency, *, case: Case | None, meeting: Meeting | None
) -> list[ResearchRequest]:
    """Return what an agency is asked in one case, or in the cases of one list."""
    coordinated = policy.coordinated_by(user)
    if case is not None:
        coordinated = coordinated.filter(pk=case.pk)
    else:
        listed = policy.listings_seen_by(user).filter(meeting=meeting, outcome="")
        coordinated = coordinated.filter(pk__in=listed.values("case"))
    rows = ResearchRequest.objects.filter(case__in=coordinated, agency=agency, withdrawn_at=None)
    return list(rows.select_related("case__panel", "agreement"))


def accesses_kept_by(user: User) -> QuerySet[GuestAccess]:
    """Return the open accesses of the panels that the user coordinates."""
    agencies = policy.agency_ids_as(user, policy.Capacity.COORDINATOR)
    return GuestAccess.objects.filter(coordinated_by__in=agencies, ended_at=None)


def guests_of(
    user: User, *, case: Case | None = None, meeting: Meeting | None = None
) -> list[GuestAccess]:
    """Return the guests that were let into a case, or a list."""
    rows = accesses_kept_by(user).filter(case=case, meeting=meeting, package=None)
    return list(rows.select_related("agency").order_by("agency__name", "invited_as", "pk"))


def guests_of_package(user: User, package: Package) -> list[GuestAccess]:
    """Return who was let in to read what was sent to another MARAC."""
    rows = accesses_kept_by(user).filter(package=package)
    return list(rows.select_related("agency").order_by("invited_as", "pk"))


def live_accesses_of(user: User, *, at: datetime) -> list[GuestAccess]:
    """Return a guest's own accesses that have not run out."""
    return list(GuestAccess.objects.filter(user=user, ended_at=None, until__gt=at))


def enter(proofs: dict[UUID, str], *, proof: str) -> list[UUID] | None:
    """Show the database what proves the codes; return the accesses it dated, none if wrong.

    They open to whoever acts with this proof, which is the secret of one session.

    None itself says that no access of the acting guest is open to a try.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select sec.marac_guest_enters(%s::uuid[], %s::text[], %s)",
            [list(proofs), list(proofs.values()), sha256(proof.encode()).hexdigest()],
        )
        found: list[UUID] | None = cursor.fetchone()[0]
        return found


def agencies_without_users(
    user: User, *, case: Case | None, meeting: Meeting | None
) -> QuerySet[Agency]:
    """Return the agencies that are asked here and have nobody who researches."""
    coordinated = policy.coordinated_by(user)
    if case is not None:
        coordinated = coordinated.filter(pk=case.pk)
    else:
        listed = policy.listings_seen_by(user).filter(meeting=meeting, outcome="")
        coordinated = coordinated.filter(pk__in=listed.values("case"))
    asked = ResearchRequest.objects.filter(case__in=coordinated, withdrawn_at=None)
    with_users = Membership.objects.filter(
        duties__contains=[Duty.RESEARCH_MARAC], ends_on=None, user__is_active=True
    )
    rows = Agency.objects.filter(pk__in=asked.values("agency"))
    return rows.exclude(pk__in=with_users.values("agency")).order_by("name")


def days_offered() -> list[int]:
    """Return for how many days a guest may be let in, as the partnership has set it."""
    return [int(days) for days in settings.value("guest.research_days")]


def has_own_users(agency: Agency) -> bool:
    """Return whether somebody of this agency researches here."""
    return users_with(agency, Duty.RESEARCH_MARAC).exists()
