"""Who belongs together: relationships and households, each with its dates and source."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.models import HouseholdMember, Person, Relationship
from whitebeam.people.services.keeping import keep
from whitebeam.people.services.registering import relate, share_household


@transaction.atomic
def add_relationship(
    person: Person,
    *,
    other_id: UUID,
    kind: Relationship.Kind,
    source: str,
    starts_on: date | None,
    by: User,
) -> Relationship:
    """Record what another person, whom the worker may see, is to this one.

    :raises Refused: if the other is not to be seen, is herself, or is so related already
    """
    held, agency = keep(person, by=by)
    other = _other(held, other_id, by=by)
    if Relationship.objects.filter(person=other, other=held, kind=kind, ended_on=None).exists():
        raise Refused("They are related in this way already")
    made = relate(other, held, kind=kind, agency=agency, source=source, starts_on=starts_on)
    _record(Happened.RELATIONSHIP_ADDED, held, other.pk)
    return made


@transaction.atomic
def end_relationship(person: Person, *, relationship_id: UUID, by: User, at: datetime) -> None:
    """End a relationship today.

    :raises Refused: if it has ended already
    """
    held, _ = keep(person, by=by)
    ended = Relationship.objects.filter(
        Q(person=held) | Q(other=held), pk=relationship_id, ended_on=None
    ).update(ended_on=_day(at), updated_at=at)
    if not ended:
        raise Refused("This relationship has ended already")
    _record(Happened.RELATIONSHIP_ENDED, held, relationship_id)


@transaction.atomic
def join_household(
    person: Person, *, other_id: UUID, source: str, starts_on: date | None, by: User
) -> None:
    """Record that another person lives with this one, in her household or a new one.

    :raises Refused: if the other is not to be seen, is herself, or lives there already
    """
    held, agency = keep(person, by=by)
    other = _other(held, other_id, by=by)
    home = HouseholdMember.objects.filter(person=held, ended_on=None).order_by("created_at").first()
    if home is None:
        share_household([held, other], agency=agency, source=source, on=starts_on)
    elif HouseholdMember.objects.filter(
        household=home.household_id, person=other, ended_on=None
    ).exists():
        raise Refused("They live together already")
    else:
        HouseholdMember.objects.create(
            household_id=home.household_id, person=other, starts_on=starts_on, source=source
        )
    _record(Happened.HOUSEHOLD_JOINED, held, other.pk)


@transaction.atomic
def leave_household(person: Person, *, member_id: UUID, by: User, at: datetime) -> None:
    """Record that this person, or another of her household, no longer lives there.

    :raises Refused: if the stay has ended already, or is of no household of hers
    """
    held, _ = keep(person, by=by)
    homes = HouseholdMember.objects.filter(person=held, ended_on=None).values("household")
    ended = HouseholdMember.objects.filter(pk=member_id, household__in=homes, ended_on=None).update(
        ended_on=_day(at), updated_at=at
    )
    if not ended:
        raise Refused("This stay has ended already")
    _record(Happened.HOUSEHOLD_LEFT, held, member_id)


def _other(person: Person, other_id: UUID, *, by: User) -> Person:
    if other_id == person.pk:
        raise Refused("Choose another person, not herself")
    other = policy.openable_by(by).filter(pk=other_id).first()
    if other is None:
        raise Refused("The person you chose can no longer be seen. Choose again.")
    return other


def _record(verb: Happened, person: Person, tie_id: UUID) -> None:
    audit.record(verb=verb, subject=person, classes=(Class.F2,), tie_id=tie_id)


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
