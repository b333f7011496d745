"""Flags and warning notes: each has an end, and stays the business of the agency that wrote it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.models import Flag, Person, WarningNote
from whitebeam.people.services.keeping import keep

LONGEST_DAYS = 366


@transaction.atomic
def raise_flag(
    person: Person, *, kind: str, starts_on: date, ends_on: date, contact: str, by: User
) -> Flag:
    """Raise a flag: what, from when to when, and whom to ask; never the story.

    :raises Refused: if it would end before it starts, or last longer than a year
    """
    held, agency = keep(person, by=by)
    _check_span(starts_on, ends_on)
    flag = Flag.objects.create(
        person=held,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        contact=contact,
        recorded_by=agency,
    )
    audit.record(verb=Happened.FLAG_RAISED, subject=flag, classes=(Class.F1,), ends_on=ends_on)
    return flag


@transaction.atomic
def end_flag(person: Person, *, flag_id: UUID, by: User, at: datetime) -> None:
    """End a flag today.

    :raises Refused: if it has ended already, or is another agency's
    """
    held, _ = keep(person, by=by)
    mine = policy.agencies_keeping(by, held)
    flag = held.flags.filter(pk=flag_id, ended_at=None, recorded_by__in=mine).first()
    if flag is None:
        raise Refused("Only the agency that raised this flag may end it, once")
    flag.ended_at = flag.updated_at = at
    flag.save(update_fields=["ended_at", "updated_at"])
    audit.record(verb=Happened.FLAG_ENDED, subject=flag, classes=(Class.F1,))


@transaction.atomic
def write_warning(
    person: Person,
    *,
    text: str,
    basis: str,
    was_person_told: bool,
    review_on: date,
    ends_on: date,
    by: User,
    at: datetime,
) -> WarningNote:
    """Warn workers of a risk to them: on what basis, when it is looked at again, when it ends.

    :raises Refused: if it is reviewed after its end or in the past, or lasts longer than a year
    """
    held, agency = keep(person, by=by)
    _check_review(review_on, ends_on, at=at)
    note = WarningNote.objects.create(
        person=held,
        text=text,
        basis=basis,
        was_person_told=was_person_told,
        review_on=review_on,
        ends_on=ends_on,
        recorded_by=agency,
        entered_by=by,
    )
    audit.record(
        verb=Happened.WARNING_WRITTEN, subject=note, classes=(Class.F6,), review_on=review_on
    )
    return note


@transaction.atomic
def renew_warning(
    person: Person, *, note_id: UUID, review_on: date, ends_on: date, by: User, at: datetime
) -> None:
    """Keep a warning that is still true, until another review and end.

    :raises Refused: if it has ended, is another agency's, or the new days do not fit
    """
    held, _ = keep(person, by=by)
    note = _note(held, note_id, by=by, at=at)
    _check_review(review_on, ends_on, at=at)
    note.review_on, note.ends_on, note.updated_at = review_on, ends_on, at
    note.save(update_fields=["review_on", "ends_on", "updated_at"])
    audit.record(
        verb=Happened.WARNING_RENEWED, subject=note, classes=(Class.F6,), review_on=review_on
    )


@transaction.atomic
def end_warning(person: Person, *, note_id: UUID, by: User, at: datetime) -> None:
    """End a warning that is no longer true.

    :raises Refused: if it has ended, or is another agency's
    """
    held, _ = keep(person, by=by)
    note = _note(held, note_id, by=by, at=at)
    note.ended_at = note.updated_at = at
    note.save(update_fields=["ended_at", "updated_at"])
    audit.record(verb=Happened.WARNING_ENDED, subject=note, classes=(Class.F6,))


def _note(person: Person, note_id: UUID, *, by: User, at: datetime) -> WarningNote:
    note = person.warning_notes.filter(
        pk=note_id,
        ended_at=None,
        ends_on__gte=at.astimezone(LONDON).date(),
        recorded_by__in=policy.agencies_keeping(by, person),
    ).first()
    if note is None:
        raise Refused("This warning has ended, or is another agency's. Write a new one.")
    return note


def _check_review(review_on: date, ends_on: date, *, at: datetime) -> None:
    if review_on <= at.astimezone(LONDON).date():
        raise Refused("The review must be after today")
    _check_span(review_on, ends_on)


def _check_span(first: date, last: date) -> None:
    if last < first:
        raise Refused("The end must not be before the start or the review")
    if (last - first).days > LONGEST_DAYS:
        raise Refused("The end must be within a year; it can be renewed")
