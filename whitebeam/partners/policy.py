"""Where a user has which duty today. Every policy about records starts from this."""

from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.today import Today
from whitebeam.partners.models import CASE_DUTIES, Agency, Duty, Membership, SharingAgreement


def memberships_in_force(user: User) -> QuerySet[Membership]:
    """Return the user's memberships of today, at active agencies, while the user is active."""
    return Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()),
        user=user,
        user__is_active=True,
        starts_on__lte=Today(),
        agency__status=Agency.Status.ACTIVE,
    )


def agencies_where(user: User, *duties: Duty) -> QuerySet[Agency]:
    """Return the agencies at which the user has one of these duties now."""
    held = memberships_in_force(user).filter(duties__overlap=list(duties))
    return Agency.objects.filter(pk__in=held.values("agency"))


def agencies_reading(user: User) -> QuerySet[Agency]:
    """Return the agencies whose records of people the user may read in some duty."""
    return agencies_where(user, *CASE_DUTIES).exclude(kind=Agency.Kind.GUEST)


def has_duty(user: User, *duties: Duty) -> bool:
    """Return whether the user has one of these duties anywhere now."""
    return memberships_in_force(user).filter(duties__overlap=list(duties)).exists()


def duties_of(user: User) -> frozenset[Duty]:
    """Return every duty the user has now."""
    held = memberships_in_force(user).values_list("duties", flat=True)
    return frozenset(Duty(duty) for duties in held for duty in duties)


def agreements_in_force() -> QuerySet[SharingAgreement]:
    """Return the agreements that cover today, first and last day included."""
    return SharingAgreement.objects.filter(starts_on__lte=Today(), ends_on__gte=Today())


def agreements_covering(
    *, owner: Agency, receiver: Agency, category: str, purpose: str
) -> QuerySet[SharingAgreement]:
    """Return the agreements in force under which the owner may share this with the receiver."""
    return agreements_in_force().filter(
        Q(parties__agency=owner, parties__gives=True)
        & Q(
            pk__in=SharingAgreement.objects.filter(
                parties__agency=receiver, parties__receives=True
            ).values("pk")
        ),
        categories__contains=[category],
        purposes__contains=[purpose],
    )


def users_with(agency: Agency, duty: Duty) -> QuerySet[User]:
    """Return the active users who have this duty at the agency today."""
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()),
        agency=agency,
        agency__status=Agency.Status.ACTIVE,
        starts_on__lte=Today(),
        duties__contains=[duty],
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True)
