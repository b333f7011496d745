"""One step of an action: the change, its row of history and its audit entry together."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.actions import policy, telling
from whitebeam.actions.models import Action, StateChange
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.partners.policy import memberships_in_force

MOVED_ON = "This action has moved on. Open it again to see what happened."
# The columns a step may change; the web role has no right to the others.
CHANGING = (
    *("state", "owner_agency", "owner", "volunteered_by", "volunteered_at"),
    *("due_date", "evidence", "closed_at", "superseded_by", "version", "updated_at"),
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, by whom and when, with the words and days that its history keeps."""

    verb: str
    by: User
    at: datetime
    why: str = ""
    due_before: date | None = None
    owner_after: User | None = None
    offered_to: Agency | None = None


def locked(action_id: UUID, *, among: QuerySet[Action]) -> Action:
    """Return one action of a policy's queryset, locked.

    :raises Refused: if it is not, or no longer, among them
    """
    rows = among.select_related("owner_agency", "owner", "kept_by", "raised_by")
    try:
        return rows.select_for_update(of=("self",)).get(pk=action_id)
    except Action.DoesNotExist:
        raise Refused(MOVED_ON) from None


def step(action: Action, to: Action.State, deed: Deed) -> None:
    """Move a locked action to another state and keep that it happened.

    :raises Refused: if this cannot follow from the present state
    """
    before = action.state
    action.move(to, at=deed.at)
    keep(action, deed, before=before)


def keep(action: Action, deed: Deed, *, before: str) -> None:
    """Save a changed action with its row of history and its audit entry."""
    action.save(update_fields=CHANGING)
    write(action, deed, before=before)


def write(action: Action, deed: Deed, *, before: str) -> None:
    """Write the row of history and the audit entry of what was done."""
    StateChange.objects.create(
        action=action,
        before=before,
        after=action.state,
        by=deed.by,
        agency=_acting_for(deed.by, action),
        at=deed.at,
        why=deed.why or None,
        due_before=deed.due_before,
        due_after=action.due_date if deed.due_before else None,
        owner_after=deed.owner_after,
        offered_to=deed.offered_to,
    )
    audit.record(verb=deed.verb, subject=action, before=before, after=str(action.state))


def told_why(words: str, *, ask: str) -> str:
    """Return the words that say why.

    :raises Refused: if there are none
    """
    if not words.strip():
        raise Refused(ask)
    return words.strip()


def check_owner(agency: Agency, owner: User) -> None:
    """Check that somebody carries out actions at an agency.

    :raises Refused: if not
    """
    if owner not in telling.people_with(agency, *policy.DOING):
        raise Refused("Choose somebody who carries out actions at this agency")


def _acting_for(user: User, action: Action) -> Agency:
    """Return the agency of the user that has to do with the action; hers otherwise."""
    mine = [held.agency for held in memberships_in_force(user).select_related("agency")]
    if not mine:
        raise Refused(MOVED_ON)
    nearest = (action.owner_agency_id, action.kept_by_id, action.raised_for_id)
    known = {agency.pk: agency for agency in mine}
    return next((known[pk] for pk in nearest if pk in known), mine[0])
