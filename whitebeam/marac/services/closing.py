"""Closing a case: nothing left open, and she was told or telling her is not safe."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Happened
from whitebeam.marac.models import Case
from whitebeam.marac.services import moving
from whitebeam.marac.services.closing_checks import in_the_way


@transaction.atomic
def close(*, case_id: UUID, words: str, by: User, at: datetime) -> Case:
    """Close a case that was heard or settled.

    :raises Refused: if it has not come so far, an action is open, an audit waits, or nobody knows
        if she was told
    """
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    if found := in_the_way(case):
        raise Refused(found[0])
    case.closed_at = at
    moving.step(
        case,
        Case.State.CLOSED,
        verb=Happened.CLOSED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        words=words,
        changed=("closed_at",),
    )
    telling.referrer(case, template="marac_decided", at=at)
    return case
