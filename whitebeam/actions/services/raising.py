"""Raising an action: proposed to an agency, or volunteered by it in one deed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.actions import policy, telling
from whitebeam.actions.events import Happened
from whitebeam.actions.models import Action
from whitebeam.actions.rules.references import new_reference
from whitebeam.actions.services import moving
from whitebeam.actions.services.moving import Deed
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.once_keys import named_once
from whitebeam.partners.models import Agency


@dataclass(frozen=True, slots=True)
class NewAction:
    """What is to be done, by which agency and when; who keeps it on the list; whom it is about.

    `once_key` is the key of the form or row it comes from: sent twice, it is raised once. `people`
    are those whom the raiser may add to; a higher app that decides by its own case leaves this
    empty and lets its own database function say whom the action is about.
    """

    text: str
    owner_agency: Agency
    kept_by: Agency
    raised_for: Agency
    due_date: date
    once_key: UUID
    rationale: str = ""
    people: tuple[UUID, ...] = field(default=())


@transaction.atomic
def propose(*, new: NewAction, by: User, at: datetime) -> Action:
    """Propose an action to an agency, which is told; nothing is agreed until it says yes.

    :raises Refused: if the user may not propose for that agency, or something is missing
    """
    action, is_new = _raised(new, Action(state=Action.State.PROPOSED), by=by, at=at)
    if is_new:
        moving.write(action, Deed(Happened.PROPOSED, by, at), before="")
        telling.doers(action, template="action_proposed", but=by, at=at)
    return action


@transaction.atomic
def volunteer(*, new: NewAction, owner: User | None = None, by: User, at: datetime) -> Action:
    """Take an action on for the user's own agency: proposed and accepted in one deed.

    :raises Refused: if it is not her agency's to take on, or something is missing
    """
    if not policy.agencies_doing(by).filter(pk=new.owner_agency.pk).exists():
        raise Refused("Only the agency itself can take this action on. Propose it instead.")
    if owner is not None:
        moving.check_owner(new.owner_agency, owner)
    said_yes = Action(
        state=Action.State.ACCEPTED, owner=owner, volunteered_by=by, volunteered_at=at
    )
    action, is_new = _raised(new, said_yes, by=by, at=at)
    if is_new:
        deed = Deed(Happened.VOLUNTEERED, by, at, owner_after=owner)
        moving.write(action, deed, before="")
        if owner is not None:
            telling.doers(action, template="action_given", but=by, at=at)
    return action


def _raised(new: NewAction, action: Action, *, by: User, at: datetime) -> tuple[Action, bool]:
    _check(new, by=by, on=at.astimezone(LONDON).date())
    action.text, action.rationale = new.text.strip(), new.rationale.strip() or None
    action.owner_agency, action.kept_by, action.raised_for = (
        new.owner_agency,
        new.kept_by,
        new.raised_for,
    )
    action.due_date, action.once_key = new.due_date, new.once_key
    action.raised_by, action.raised_at = by, at
    action.reference = new_reference()
    if earlier := _earlier(new, by=by):
        return earlier, False
    try:
        with named_once():
            action.save(force_insert=True)
    except Refused:
        # The same form was sent twice at once, and the other was first.
        if earlier := _earlier(new, by=by):
            return earlier, False
        raise
    _say_whom(action, new.people)
    return action, True


def _check(new: NewAction, *, by: User, on: date) -> None:
    if not new.text.strip():
        raise Refused("Enter what is to be done")
    if not policy.agencies_raising(by).filter(pk=new.raised_for.pk).exists():
        raise Refused("You cannot propose actions for this agency")
    if new.owner_agency.status != Agency.Status.ACTIVE:
        raise Refused("This agency is not active. Choose another.")
    if new.due_date < on:
        raise Refused("The day must be today or later")


def _earlier(new: NewAction, *, by: User) -> Action | None:
    return policy.visible_to(by).filter(raised_by=by, once_key=new.once_key).first()


def _say_whom(action: Action, people: tuple[UUID, ...]) -> None:
    with connection.cursor() as cursor:
        for person in people:
            cursor.execute("select sec.may_add_to(%s)", [person])
            if cursor.fetchone() != (True,):
                raise Refused("You cannot say that an action is about this person")
            cursor.execute("select sec.add_action_person(%s, %s)", [action.pk, person])
