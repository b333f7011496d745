"""What every deed here begins with: the keeper's right, and the locked thing it is about."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from whitebeam.accounts.models import User
from whitebeam.governance import policy
from whitebeam.governance.models import Item, Meeting
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import has_duty

Row = TypeVar("Row", bound=Model)
NOT_KEPT = "Only those who keep groups can do this"
SIGNED = "The minutes of this meeting are signed, so nothing of it changes any more"


def check_keeps(user: User) -> None:
    """Check that the user keeps groups.

    :raises Refused: if not
    """
    if not has_duty(user, Duty.KEEP_GROUPS):
        raise Refused(NOT_KEPT)


def locked(rows: QuerySet[Row], pk: UUID) -> Row:
    """Return one row of a policy's queryset, locked.

    :raises Refused: if it is not there
    """
    found = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise Refused("This has changed meanwhile. Open it again.")
    return found


def open_meeting(meeting_id: UUID, *, by: User) -> Meeting:
    """Return a meeting whose minutes are not signed, locked, for somebody who keeps groups.

    :raises Refused: if she does not, or they are
    """
    check_keeps(by)
    meeting = locked(policy.meetings_of(by), meeting_id)
    if meeting.signed_at:
        raise Refused(SIGNED)
    return meeting


def open_item(item_id: UUID, *, by: User) -> Item:
    """Return an item of a meeting that is not signed, for somebody who keeps groups.

    :raises Refused: if she does not, or it is
    """
    check_keeps(by)
    item = policy.items_of(by).select_related("meeting").filter(pk=item_id).first()
    if item is None:
        raise Refused("This has changed meanwhile. Open it again.")
    open_meeting(item.meeting_id, by=by)
    return item


def said(words: str, *, ask: str) -> str:
    """Return what was said.

    :raises Refused: if nothing was
    """
    if not words.strip():
        raise Refused(ask)
    return words.strip()
