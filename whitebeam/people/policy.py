"""Who may see a person. Every other app's policy starts from this one.

The database decides the same again (people migration 0002), and a small reference model judges
both on random worlds (tests/worlds/test_access_worlds.py).
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, UUIDField
from django.db.models.functions import Coalesce

from whitebeam.accounts.models import User
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty
from whitebeam.people.models import Involvement, MatchRequest, Merge, Person, Restriction

READING = (
    Duty.VIEW_PEOPLE,
    Duty.VIEW_OWN_REFERRALS,
    Duty.TRIAGE_REFERRALS,
    Duty.SUPPORT_VICTIMS,
    Duty.ASSIGN_REFERRALS,
)

# Whose work it is to open a person's record, and to keep it true. A referrer follows a referral.
OPENING = (
    Duty.VIEW_PEOPLE,
    Duty.TRIAGE_REFERRALS,
    Duty.SUPPORT_VICTIMS,
    Duty.ASSIGN_REFERRALS,
)
KEEPING = (Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS, Duty.ASSIGN_REFERRALS)
PUTTING_LOCATION = (Duty.READ_LOCATION, Duty.SUPPORT_VICTIMS)


class DeniedPeople(Func):
    """The people who do not exist for the acting user, whoever set the block and whatever it says.

    Only the database can tell: a user must not be able to read the blocks on herself.
    """

    function = "sec.people_denied"
    template = "(select unnest(%(function)s()))"
    output_field = UUIDField()
    arity = 0


def involvements_in_force(user: User, *duties: Duty) -> QuerySet[Involvement]:
    """Return the involvements through which the user may see people in one of these duties."""
    return Involvement.objects.filter(
        Q(agreement=None) | Q(agreement__in=partners.agreement_ids_in_force()),
        agency__in=partners.agency_ids_where(user, *duties),
        ended_at=None,
    )


def visible_to(user: User, *duties: Duty) -> QuerySet[Person]:
    """Return the people whom the user may see while carrying out one of these duties."""
    involved = involvements_in_force(user, *(duties or READING)).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(involved)).exclude(pk__in=DeniedPeople())


def openable_by(user: User) -> QuerySet[Person]:
    """Return the people whose records the user may open."""
    return visible_to(user, *OPENING)


def keepable_by(user: User, *duties: Duty) -> QuerySet[Person]:
    """Return the people whose records the user may correct and add to."""
    return visible_to(user, *(duties or KEEPING))


def agencies_keeping(user: User, person: Person, *duties: Duty) -> QuerySet[Agency]:
    """Return the agencies for which the user may write in this person's record."""
    involved = involvements_in_force(user, *(duties or KEEPING)).filter(person=person)
    return Agency.objects.filter(pk__in=involved.values("agency"))


def agencies_among(user: User, in_force: Iterable[Involvement], *duties: Duty) -> frozenset[UUID]:
    """Return the agencies of these involvements in force at which the user has such a duty."""
    held = partners.agency_ids_where(user, *duties)
    return frozenset(held) & {involvement.agency_id for involvement in in_force}


def location_readable_by(user: User) -> QuerySet[Person]:
    """Return the people whose confidential location the user may ask for, giving a reason."""
    opening = partners.agency_ids_where(user, *OPENING)
    reading = involvements_in_force(user, Duty.READ_LOCATION).filter(
        agency__in=opening, person=OuterRef("pk")
    )
    return openable_by(user).filter(Exists(reading))


def restrictions_kept_by(user: User) -> QuerySet[Restriction]:
    """Return the conflict blocks that the user may see and lift, as a guardian."""
    guarded = partners.agency_ids_where(user, Duty.GUARD_RECORDS)
    involved = Involvement.objects.filter(person=OuterRef("person"), agency__in=guarded)
    return Restriction.objects.filter(Exists(involved)).exclude(person__in=DeniedPeople())


def match_requests_decidable_by(user: User) -> QuerySet[MatchRequest]:
    """Return the waiting match requests that the user may decide, as a coordinator."""
    return match_requests_seen_by(user).filter(outcome=MatchRequest.Outcome.OPEN)


def match_requests_seen_by(user: User) -> QuerySet[MatchRequest]:
    """Return every match request, decided or not, that the user may open as a coordinator."""
    if not partners.has_duty(user, Duty.COORDINATE_MATCHES):
        return MatchRequest.objects.none()
    return MatchRequest.objects.exclude(person__in=DeniedPeople())


def merges_seen_by(user: User) -> QuerySet[Merge]:
    """Return the merges, in any state, that the user may open as a coordinator."""
    if not partners.has_duty(user, Duty.COORDINATE_MATCHES):
        return Merge.objects.none()
    return Merge.objects.exclude(Q(kept__in=DeniedPeople()) | Q(gone__in=DeniedPeople()))


def merges_decidable_by(user: User) -> QuerySet[Merge]:
    """Return the merges that wait for a second person other than the one who asked."""
    return merges_seen_by(user).filter(state=Merge.State.ASKED).exclude(asked_by=user)


def root_of() -> Coalesce:
    """Return the expression that names the record under which a merged person is kept."""
    return Coalesce(F("merged_into"), F("pk"))
