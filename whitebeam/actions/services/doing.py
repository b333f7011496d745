"""What the agency that does an action does with it, and what may be reported of it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.actions import policy, telling
from whitebeam.actions.events import Happened
from whitebeam.actions.models import Action
from whitebeam.actions.services import moving
from whitebeam.actions.services.moving import Deed
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused


@transaction.atomic
def accept(
    *,
    action_id: UUID,
    owner: User,
    due_date: date | None = None,
    by: User,
    at: datetime,
) -> Action:
    """Say yes to a proposal for the user's agency, name who does it, and perhaps another day.

    :raises Refused: if it is no proposal to her agency, or the person does no actions there
    """
    action = moving.locked(action_id, among=policy.acceptable_by(by))
    moving.check_owner(action.owner_agency, owner)
    before, due_before = action.state, action.due_date
    action.owner, action.volunteered_by, action.volunteered_at = owner, by, at
    action.due_date = due_date or action.due_date
    action.move(Action.State.ACCEPTED, at=at)
    moved = action.due_date != due_before
    deed = Deed(
        Happened.ACCEPTED, by, at, due_before=due_before if moved else None, owner_after=owner
    )
    moving.keep(action, deed, before=before)
    telling.keepers(action, template="action_accepted", but=by, at=at)
    if owner != by:
        telling.doers(action, template="action_given", but=by, at=at)
    return action


@transaction.atomic
def start(*, action_id: UUID, by: User, at: datetime) -> Action:
    """Say that work on an accepted action has begun.

    :raises Refused: if it is not the user's agency's, or is not accepted
    """
    action = moving.locked(action_id, among=policy.takeable_by(by))
    moving.step(action, Action.State.IN_PROGRESS, Deed(Happened.STARTED, by, at))
    return action


@transaction.atomic
def complete(*, action_id: UUID, evidence: str, by: User, at: datetime) -> Action:
    """Close an action as done, with what shows that it was done.

    :raises Refused: if it is not in hand, not hers to report, or nothing shows it
    """
    shown = moving.told_why(evidence, ask="Enter what was done and what shows it")
    action = moving.locked(action_id, among=policy.reportable_by(by))
    action.evidence = shown
    moving.step(action, Action.State.COMPLETED, Deed(Happened.COMPLETED, by, at))
    telling.keepers(action, template="action_closed", but=by, at=at)
    return action


@transaction.atomic
def report_not_possible(*, action_id: UUID, why: str, by: User, at: datetime) -> Action:
    """Close an action that circumstances made impossible.

    :raises Refused: if it is closed, not hers to report, or no reason is given
    """
    reason = moving.told_why(why, ask="Enter what changed, so that it was not possible")
    return _not_done(
        action_id, Action.State.NOT_POSSIBLE, Deed(Happened.NOT_POSSIBLE, by, at, why=reason)
    )


@transaction.atomic
def report_not_undertaken(*, action_id: UUID, why: str, by: User, at: datetime) -> Action:
    """Close an action that could have been done and was not, or a proposal the agency declines.

    :raises Refused: if it is closed, not hers to report, or no reason is given
    """
    reason = moving.told_why(why, ask="Enter why it was not undertaken")
    return _not_done(
        action_id, Action.State.NOT_UNDERTAKEN, Deed(Happened.NOT_UNDERTAKEN, by, at, why=reason)
    )


@transaction.atomic
def change_due_date(*, action_id: UUID, due_date: date, why: str, by: User, at: datetime) -> Action:
    """Move the day by which an open action is due; the old day stays in its history.

    :raises Refused: if it is closed, not hers to move, the day is the same, or no reason is given
    """
    reason = moving.told_why(why, ask="Enter why the day changes")
    action = moving.locked(action_id, among=policy.reportable_by(by))
    if due_date == action.due_date:
        raise Refused("It is due on this day already")
    if due_date < at.astimezone(LONDON).date():
        raise Refused("The day must be today or later")
    due_before, action.due_date = action.due_date, due_date
    action.version += 1
    deed = Deed(Happened.DAY_CHANGED, by, at, why=reason, due_before=due_before)
    moving.keep(action, deed, before=action.state)
    telling.keepers(action, template="action_day_changed", but=by, at=at)
    return action


@transaction.atomic
def reassign(*, action_id: UUID, owner: User, why: str = "", by: User, at: datetime) -> Action:
    """Give an action of the user's agency to a colleague there.

    :raises Refused: if it is not in hand there, or the colleague does no actions there
    """
    action = moving.locked(action_id, among=policy.takeable_by(by))
    moving.check_owner(action.owner_agency, owner)
    if owner == action.owner:
        raise Refused("This colleague has it already")
    action.owner = owner
    action.version += 1
    deed = Deed(Happened.REASSIGNED, by, at, why=why.strip(), owner_after=owner)
    moving.keep(action, deed, before=action.state)
    telling.doers(action, template="action_given", but=by, at=at)
    return action


def _not_done(action_id: UUID, state: Action.State, deed: Deed) -> Action:
    action = moving.locked(action_id, among=policy.reportable_by(deed.by))
    moving.step(action, state, deed)
    telling.keepers(action, template="action_closed", but=deed.by, at=deed.at)
    return action
