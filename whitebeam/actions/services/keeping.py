"""What those who keep an action on their list do with it: replace it, or offer it elsewhere."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.actions import policy, telling
from whitebeam.actions.events import Happened
from whitebeam.actions.models import Action
from whitebeam.actions.services import moving
from whitebeam.actions.services.moving import Deed
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency


@transaction.atomic
def supersede(
    *, action_id: UUID, replaced_by: UUID, why: str = "", by: User, at: datetime
) -> Action:
    """Close an action because another took its place.

    :raises Refused: if it is closed, not hers to replace, or the other is not seen by her
    """
    action = moving.locked(action_id, among=policy.supersedable_by(by))
    other = policy.visible_to(by).exclude(pk=action_id).filter(pk=replaced_by).first()
    if other is None:
        raise Refused("Choose the action that takes its place")
    if other.state == Action.State.SUPERSEDED:
        raise Refused("That action was itself replaced. Choose the one that stands.")
    action.superseded_by = other
    deed = Deed(Happened.SUPERSEDED, by, at, why=why.strip())
    moving.step(action, Action.State.SUPERSEDED, deed)
    telling.doers(action, template="action_closed", but=by, at=at)
    return action


@transaction.atomic
def offer_elsewhere(*, action_id: UUID, agency: Agency, why: str, by: User, at: datetime) -> Action:
    """Take an open action from one agency and propose it to another, whose yes it then needs.

    :raises Refused: if it is closed, not kept by her agency, or offered to where it is
    """
    reason = moving.told_why(why, ask="Enter why another agency is asked")
    action = moving.locked(action_id, among=policy.offerable_by(by))
    if agency == action.owner_agency:
        raise Refused("It is with this agency already")
    if agency.status != Agency.Status.ACTIVE:
        raise Refused("This agency is not active. Choose another.")
    telling.doers(action, template="action_moved_away", but=by, at=at)
    before = action.state
    action.owner_agency, action.owner = agency, None
    action.volunteered_by, action.volunteered_at = None, None
    if before != Action.State.PROPOSED:
        action.move(Action.State.PROPOSED, at=at)
    deed = Deed(Happened.OFFERED_ELSEWHERE, by, at, why=reason, offered_to=agency)
    moving.keep(action, deed, before=before)
    telling.doers(action, template="action_proposed", but=by, at=at)
    return action
