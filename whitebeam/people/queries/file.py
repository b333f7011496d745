"""All that a worker may see of one person, read for her page in a constant number of queries."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.partners.models import Duty
from whitebeam.people import policy
from whitebeam.people.models import (
    CommunicationNeed,
    ContactPoint,
    EarlierBirth,
    Flag,
    HouseholdMember,
    Involvement,
    Name,
    Person,
    Relationship,
    SafeContact,
    WarningNote,
)
from whitebeam.people.queries.contact import needs_of, safe_contacts_of


@dataclass(frozen=True, slots=True)
class PersonFile:
    """One person and what is held of her, as rows."""

    person: Person
    names: list[Name]
    earlier_births: list[EarlierBirth]
    safe_contacts: list[SafeContact]
    contact_points: list[ContactPoint]
    needs: list[CommunicationNeed]
    flags: list[Flag]
    warnings: list[WarningNote]
    relationships: list[Relationship]
    household: list[HouseholdMember]
    involvements: list[Involvement]
    same_person: list[Person]
    keeping: frozenset[UUID]
    may_read_location: bool
    may_put_location: bool

    @property
    def may_keep(self) -> bool:
        return bool(self.keeping)


def file_of(person: Person, *, user: User, on: date) -> PersonFile:
    """Return what the user may see of this person, whom policy has found for them."""
    ties, members = _ties(person), _members(person)
    others = _others(person, user=user, ties=ties, members=members)
    work = _work(person, user=user)
    at = policy.agencies_among(user, work, *policy.OPENING)
    return PersonFile(
        person=person,
        names=list(person.names.order_by("ended_on", "kind", "created_at")),
        earlier_births=list(
            person.earlier_births.select_related("recorded_by").order_by("-corrected_at")
        ),
        safe_contacts=safe_contacts_of(person),
        contact_points=_contact_points(person),
        needs=needs_of(person),
        flags=list(_flags(person, on=on)),
        warnings=list(_warnings(person, on=on)),
        relationships=_between(ties, others),
        household=_at_home(members, others),
        involvements=[one for one in work if one.agency_id in at],
        same_person=[
            one for pk, one in others.items() if pk != person.pk and _root(one) == _root(person)
        ],
        keeping=policy.agencies_among(user, work, *policy.KEEPING),
        may_read_location=bool(policy.agencies_among(user, work, Duty.READ_LOCATION) & at),
        may_put_location=bool(policy.agencies_among(user, work, *policy.PUTTING_LOCATION)),
    )


def _contact_points(person: Person) -> list[ContactPoint]:
    return list(
        person.contact_points.filter(ended_on=None)
        .select_related("recorded_by")
        .order_by("kind", "created_at")
    )


def _flags(person: Person, *, on: date) -> list[Flag]:
    return list(
        person.flags.filter(ended_at=None, ends_on__gte=on)
        .select_related("recorded_by")
        .order_by("ends_on")
    )


def _warnings(person: Person, *, on: date) -> list[WarningNote]:
    return list(
        person.warning_notes.filter(ended_at=None, ends_on__gte=on)
        .select_related("recorded_by")
        .order_by("review_on")
    )


def _ties(person: Person) -> list[Relationship]:
    rows = Relationship.objects.filter(Q(person=person) | Q(other=person))
    return list(rows.order_by("ended_on", "created_at"))


def _members(person: Person) -> list[HouseholdMember]:
    homes = HouseholdMember.objects.filter(person=person, ended_on=None).values("household")
    rows = HouseholdMember.objects.filter(household__in=homes, ended_on=None)
    return list(rows.order_by("starts_on", "created_at"))


def _others(
    person: Person, *, user: User, ties: list[Relationship], members: list[HouseholdMember]
) -> dict[UUID, Person]:
    """Return whom the user may see of those the file leads to: one question to the policy."""
    linked = {tie.person_id for tie in ties} | {tie.other_id for tie in ties}
    linked |= {member.person_id for member in members} | {_root(person)}
    seen = policy.visible_to(user).filter(Q(pk__in=linked) | Q(merged_into=_root(person)))
    return {one.pk: one for one in seen.order_by("pk")}


def _between(ties: list[Relationship], seen: dict[UUID, Person]) -> list[Relationship]:
    """A tie is shown only where both ends are: that it exists would name the other."""
    shown = [tie for tie in ties if tie.person_id in seen and tie.other_id in seen]
    for tie in shown:
        tie.person, tie.other = seen[tie.person_id], seen[tie.other_id]
    return shown


def _at_home(members: list[HouseholdMember], seen: dict[UUID, Person]) -> list[HouseholdMember]:
    shown = [member for member in members if member.person_id in seen]
    for member in shown:
        member.person = seen[member.person_id]
    return shown


def _work(person: Person, *, user: User) -> list[Involvement]:
    """Return what opens the file, and perhaps the location, to the user's agencies."""
    rows = policy.involvements_in_force(user, *policy.OPENING, Duty.READ_LOCATION)
    return list(
        rows.filter(person=person)
        .select_related("agency", "agreement")
        .order_by("-starts_on", "pk")
    )


def _root(person: Person) -> UUID:
    return person.merged_into_id or person.pk
