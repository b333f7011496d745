"""Where a user has which duty today. Every policy about records starts from this.

Policies compare with the few ids of the agencies and agreements, found once a page: a subquery in
each of them costs Django more to write than the database to run (decision 0009).
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.once import once
from whitebeam.kernel.today import Today
from whitebeam.partners.models import (
    CASE_DUTIES,
    Agency,
    Duty,
    Invitation,
    LocalSetting,
    Membership,
    RoleTemplate,
    SharingAgreement,
    Team,
)

# Who holds one of these works for the whole partnership, so no agency's lead alone gives them.
PARTNERSHIP_DUTIES = (
    Duty.GUARD_RECORDS,
    Duty.CONFIGURE_PARTNERSHIP,
    Duty.COORDINATE_MATCHES,
    Duty.COORDINATE_MARAC,
    Duty.CHAIR_MARAC,
    Duty.VIEW_MARAC_FIGURES,
    Duty.KEEP_PLAN,
    Duty.KEEP_GROUPS,
    Duty.KEEP_INDICATORS,
)

# Who holds one of these signs in with a passkey: what they can do reaches beyond their own cases.
PASSKEY_DUTIES = (
    Duty.GUARD_RECORDS,
    Duty.CONFIGURE_PARTNERSHIP,
    Duty.COORDINATE_MATCHES,
    Duty.COORDINATE_MARAC,
    Duty.MANAGE_AGENCY,
)


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody does at one agency today."""

    agency_id: UUID
    agency_name: str
    is_guest: bool
    duties: frozenset[Duty]


def memberships_in_force(user: User) -> QuerySet[Membership]:
    """Return the user's memberships of today, at active agencies, while the user is active."""
    return Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()),
        user=user,
        user__is_active=True,
        starts_on__lte=Today(),
        agency__status=Agency.Status.ACTIVE,
    )


def work_of(user: User) -> tuple[Work, ...]:
    """Return all of the user's work of today, by the names of the agencies."""
    return once(("work", user.pk), lambda: _work(user))


def agency_ids_where(user: User, *duties: Duty) -> tuple[UUID, ...]:
    """Return the agencies at which the user has one of these duties now, guests' left out.

    This is what a policy about records compares with; a guest follows only what she herself sent.
    """
    return tuple({work.agency_id: None for work in _with(user, duties) if not work.is_guest})


def agencies_where(user: User, *duties: Duty) -> QuerySet[Agency]:
    """Return the agencies at which the user has one of these duties now, guests' included."""
    return Agency.objects.filter(pk__in={work.agency_id for work in _with(user, duties)})


def agencies_reading(user: User) -> QuerySet[Agency]:
    """Return the agencies whose records of people the user may read in some duty."""
    return Agency.objects.filter(pk__in=agency_ids_where(user, *CASE_DUTIES))


def has_duty(user: User, *duties: Duty) -> bool:
    """Return whether the user has one of these duties anywhere now."""
    return bool(_with(user, duties))


def opens_records(user: User) -> bool:
    """Return whether the user opens records of people anywhere; a guest opens her own referrals."""
    return user.kind == User.Kind.GUEST or bool(agency_ids_where(user, *CASE_DUTIES))


def duties_of(user: User) -> frozenset[Duty]:
    """Return every duty the user has now."""
    return frozenset(duty for work in work_of(user) for duty in work.duties)


def agreements_in_force() -> QuerySet[SharingAgreement]:
    """Return the agreements that cover today, first and last day included."""
    return SharingAgreement.objects.filter(starts_on__lte=Today(), ends_on__gte=Today())


def agreement_ids_in_force() -> tuple[UUID, ...]:
    """Return the agreements that cover today, as a policy about records compares with them."""
    return once("agreements", lambda: tuple(agreements_in_force().values_list("pk", flat=True)))


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
    held = _memberships_with(agency, duty)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def deputies_with(agency: Agency, duty: Duty) -> QuerySet[User]:
    """Return the active users who stand in for others in this duty at the agency today."""
    held = _memberships_with(agency, duty).filter(is_deputy=True)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def _memberships_with(agency: Agency, duty: Duty) -> QuerySet[Membership]:
    return Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()),
        agency=agency,
        agency__status=Agency.Status.ACTIVE,
        starts_on__lte=Today(),
        duties__contains=[duty],
    )


def managed_by(user: User) -> QuerySet[Agency]:
    """Return the agencies whose users this user manages now."""
    return agencies_where(user, Duty.MANAGE_AGENCY).exclude(kind=Agency.Kind.GUEST)


def memberships_managed_by(user: User) -> QuerySet[Membership]:
    """Return the memberships, now or to come, of the agencies that the user manages."""
    return Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()), agency__in=managed_by(user)
    )


def memberships_changeable_by(user: User) -> QuerySet[Membership]:
    """Return those that the user may change: not their own, and no partnership duty of others."""
    changeable = memberships_managed_by(user).exclude(user=user)
    if has_duty(user, Duty.CONFIGURE_PARTNERSHIP):
        return changeable
    return changeable.exclude(duties__overlap=list(PARTNERSHIP_DUTIES))


def invitations_managed_by(user: User) -> QuerySet[Invitation]:
    """Return the invitations of the user's agencies that are still open."""
    return Invitation.objects.filter(
        agency__in=managed_by(user), accepted_at=None, withdrawn_at=None
    )


def duties_given_by(user: User) -> list[Duty]:
    """Return the duties that this user may give to others."""
    if has_duty(user, Duty.CONFIGURE_PARTNERSHIP):
        return list(Duty)
    return [duty for duty in Duty if duty not in PARTNERSHIP_DUTIES]


def roles_offered_to(agencies: QuerySet[Agency]) -> QuerySet[RoleTemplate]:
    """Return the usual roles at agencies of these kinds."""
    kinds = list(agencies.values_list("kind", flat=True))
    return RoleTemplate.objects.filter(Q(kinds__overlap=kinds) | Q(kinds=[]))


def teams_of(agencies: QuerySet[Agency]) -> QuerySet[Team]:
    """Return the teams of these agencies that have not ended."""
    return Team.objects.filter(agency__in=agencies, ended_on=None)


def agencies_stoppable_by(user: User) -> QuerySet[Agency]:
    """Return the agencies that this user may stop or start: any but their own, for two to agree."""
    if not has_duty(user, Duty.GUARD_RECORDS, Duty.CONFIGURE_PARTNERSHIP):
        return Agency.objects.none()
    own = {work.agency_id for work in work_of(user)}
    return Agency.objects.exclude(pk__in=own).exclude(status=Agency.Status.ENDED)


def agreements_seen_by(user: User) -> QuerySet[SharingAgreement]:
    """Return the agreements that a guardian, a configurer or a party's lead may read."""
    if has_duty(user, Duty.GUARD_RECORDS, Duty.CONFIGURE_PARTNERSHIP):
        return SharingAgreement.objects.all()
    return SharingAgreement.objects.filter(parties__agency__in=managed_by(user)).distinct()


def settings_in_force() -> QuerySet[LocalSetting]:
    """Return the values of today: of each key and area, the newest that has begun and stands."""
    return (
        LocalSetting.objects.filter(withdrawn_at=None, starts_on__lte=Today())
        .order_by("key", F("area__name").asc(nulls_first=True), "-starts_on", "-created_at")
        .distinct("key", "area__name")
    )


def _with(user: User, duties: tuple[Duty, ...]) -> list[Work]:
    return [work for work in work_of(user) if not work.duties.isdisjoint(duties)]


def _work(user: User) -> tuple[Work, ...]:
    held = memberships_in_force(user).order_by("agency__name", "pk")
    return tuple(
        Work(agency, name, kind == Agency.Kind.GUEST, frozenset(map(Duty, duties)))
        for agency, name, kind, duties in held.values_list(
            "agency_id", "agency__name", "agency__kind", "duties"
        )
    )
