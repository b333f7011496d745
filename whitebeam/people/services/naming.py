"""What she is called and when she was born: corrected with a trace, and findable at once."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.people.events import Happened
from whitebeam.people.models import EarlierBirth, Name, Person
from whitebeam.people.services.facts import NameFact
from whitebeam.people.services.findable import renew_match_keys
from whitebeam.people.services.keeping import keep


class ChangedMeanwhile(Refused):
    """A colleague changed the same thing since the worker opened it. Nothing was written."""


@transaction.atomic
def add_name(person: Person, *, told: NameFact, by: User, at: datetime) -> Name:
    """Add a name; a new name to be known by takes the place of the one before.

    :raises Refused: if both parts are empty, or the worker may not change the record
    """
    held, agency = keep(person, by=by)
    if not (told.given or told.family):
        raise Refused("Enter a first name or a last name")
    if told.kind == Name.Kind.KNOWN_AS:
        _call_her(held, told, at=at)
    name = Name.objects.create(
        person=held,
        kind=told.kind,
        given=told.given,
        middle=told.middle,
        family=told.family,
        recorded_by=agency,
    )
    renew_match_keys(held)
    audit.record(
        verb=Happened.NAME_ADDED, subject=held, classes=(Class.F2,), name_kind=str(told.kind)
    )
    return name


@transaction.atomic
def end_name(person: Person, *, name_id: UUID, by: User, at: datetime) -> None:
    """Mark a name as no longer used; it is kept, and she is still found by it.

    :raises Refused: if it has ended already, or is the only one left
    """
    held, _ = keep(person, by=by)
    names = held.names.filter(ended_on=None)
    if not names.exclude(pk=name_id).exists():
        raise Refused("Add the new name first: a person needs one name")
    if not names.filter(pk=name_id).update(ended_on=_day(at), updated_at=at):
        raise Refused("This name has ended already")
    audit.record(verb=Happened.NAME_ENDED, subject=held, classes=(Class.F2,), name_id=name_id)


@transaction.atomic
def correct_birth(
    person: Person,
    *,
    born: date | None,
    precision: Person.BirthPrecision,
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Write another date of birth, if nobody has changed the record since it was opened.

    What it held before is kept, with who corrected it and when.


    :raises ChangedMeanwhile: if somebody has; the page then shows both
    """
    held, agency = keep(person, by=by)
    if held.version != version:
        raise ChangedMeanwhile("A colleague has changed this record since you opened it")
    if held.date_of_birth is not None:
        EarlierBirth.objects.create(
            person=held,
            date_of_birth=held.date_of_birth,
            birth_precision=held.birth_precision,
            corrected_by=by,
            corrected_at=at,
            recorded_by=agency,
        )
    held.date_of_birth, held.birth_precision = born, precision
    _save(held, "date_of_birth", "birth_precision", at=at)
    renew_match_keys(held)
    audit.record(
        verb=Happened.PERSON_CORRECTED,
        subject=held,
        classes=(Class.F2,),
        field="date_of_birth",
        precision=str(precision),
    )


def _call_her(person: Person, told: NameFact, *, at: datetime) -> None:
    person.names.filter(kind=Name.Kind.KNOWN_AS, ended_on=None).update(
        ended_on=_day(at), updated_at=at
    )
    person.known_as = " ".join(filter(None, (told.given, told.family)))
    _save(person, "known_as", at=at)


def _save(person: Person, *fields: str, at: datetime) -> None:
    person.version += 1
    person.updated_at = at
    person.save(update_fields=[*fields, "version", "updated_at"])


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
