"""What is noted between assessments: a child under five headings, a pause, something happened."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.people import policy as people
from whitebeam.people.models import Person
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.models import ChildAware, Happening, Pause

HEADINGS = ("appearance", "words", "activity", "relationships", "environment")


@transaction.atomic
def note_child(
    *,
    child: Person,
    agency: Agency,
    said: Mapping[str, str],
    next_steps: str,
    by: User,
    at: datetime,
) -> ChildAware:
    """Keep what was seen and heard of a child, under the headings that something is said under.

    :raises Refused: if nothing is said under any heading, or the child's record may not be seen
    """
    _check(child, by=by)
    told = {name: said.get(name, "").strip() or None for name in HEADINGS}
    if not any(told.values()):
        raise Refused("Enter something under at least one heading")
    note = ChildAware(
        child=child, agency=agency, by=by, at=at, next_steps=next_steps.strip() or None, **told
    )
    note.save(force_insert=True)
    audit.record(verb=Happened.CHILD_NOTED, subject=note, person_id=child.pk)
    return note


@transaction.atomic
def pause(
    *,
    person: Person,
    agency: Agency,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    by: User,
    at: datetime,
) -> Pause:
    """Let the clock of reassessment stand for a time.

    :raises Refused: if no reason is given, or the last day comes before the first
    """
    _check(person, by=by)
    if not reason.strip():
        raise Refused("Enter why nobody can assess now")
    if ends_on is not None and ends_on < starts_on:
        raise Refused("The last day must not come before the first")
    made = Pause(
        person=person,
        agency=agency,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        by=by,
        at=at,
    )
    made.save(force_insert=True)
    audit.record(verb=Happened.PAUSED, subject=made, person_id=person.pk)
    return made


@transaction.atomic
def end_pause(pause_id: UUID, *, by: User, on: date) -> None:
    """Let the clock run again from the day after this one; a pause not begun ends before it began.

    :raises Refused: if the pause has ended already
    """
    found = policy.pauses_of(by).select_for_update(of=("self",)).filter(pk=pause_id).first()
    if found is None or (found.ends_on is not None and found.ends_on <= on):
        raise Refused("This pause has ended already")
    found.ends_on = max(on, found.starts_on)
    found.save(update_fields=["ends_on", "updated_at"])
    audit.record(verb=Happened.RESUMED, subject=found, person_id=found.person_id)


@transaction.atomic
def note_happening(
    *,
    person: Person,
    agency: Agency,
    cause: Happening.Cause,
    happened_on: date,
    words: str,
    by: User,
    at: datetime,
) -> Happening:
    """Note something after which risk is to be assessed again.

    :raises Refused: if the person's record may not be seen
    """
    _check(person, by=by)
    noted = Happening(
        person=person,
        agency=agency,
        cause=cause,
        happened_on=happened_on,
        words=words.strip() or None,
        by=by,
        at=at,
    )
    noted.save(force_insert=True)
    audit.record(verb=Happened.HAPPENING_NOTED, subject=noted, person_id=person.pk)
    return noted


@transaction.atomic
def take_back(happening_id: UUID, *, by: User, at: datetime) -> Happening:
    """Say that something was noted by mistake: it stays readable, and makes nothing due any more.

    :raises Refused: if it was taken back already, or is not of the worker's agency
    """
    found = policy.happenings_of(by).select_for_update(of=("self",)).filter(pk=happening_id).first()
    if found is None or found.mistaken_at is not None:
        raise Refused("This was taken back already")
    found.mistaken_at, found.mistaken_by = at, by
    found.save(update_fields=["mistaken_at", "mistaken_by", "updated_at"])
    audit.record(verb=Happened.HAPPENING_MISTAKEN, subject=found, person_id=found.person_id)
    return found


def _check(person: Person, *, by: User) -> None:
    if not people.visible_to(by).filter(pk=person.pk).exists():
        raise Refused("You cannot write about this person")
