"""All that a worker may see of one person, read for her page in a constant number of queries."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.people import policy
from whitebeam.people.models import (
    CommunicationNeed,
    ContactPoint,
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
    return PersonFile(
        person=person,
        names=list(person.names.order_by("ended_on", "kind", "created_at")),
        safe_contacts=safe_contacts_of(person),
        contact_points=_contact_points(person),
        needs=needs_of(person),
        flags=list(_flags(person, on=on)),
        warnings=list(_warnings(person, on=on)),
        relationships=_relationships(person, user=user),
        household=_household(person, user=user),
        involvements=list(
            policy.involvements_in_force(user, *policy.OPENING)
            .filter(person=person)
            .select_related("agency", "agreement")
            .order_by("-starts_on", "pk")
        ),
        same_person=list(policy.same_person_as(user, person).exclude(pk=person.pk)),
        keeping=frozenset(policy.agencies_keeping(user, person).values_list("pk", flat=True)),
        may_read_location=policy.location_readable_by(user).filter(pk=person.pk).exists(),
        may_put_location=policy.agencies_keeping(user, person, *policy.PUTTING_LOCATION).exists(),
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


def _relationships(person: Person, *, user: User) -> list[Relationship]:
    """A tie is shown only where both ends are: that it exists would name the other."""
    seen = policy.visible_to(user).values("pk")
    return list(
        Relationship.objects.filter(
            Q(person=person, other__in=seen) | Q(other=person, person__in=seen)
        )
        .select_related("person", "other")
        .order_by("ended_on", "created_at")
    )


def _household(person: Person, *, user: User) -> list[HouseholdMember]:
    homes = HouseholdMember.objects.filter(person=person, ended_on=None).values("household")
    return list(
        HouseholdMember.objects.filter(
            household__in=homes, ended_on=None, person__in=policy.visible_to(user).values("pk")
        )
        .select_related("person")
        .order_by("starts_on", "created_at")
    )
