"""What the referrer may still do: answer a question, ask for another look, take it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Happened
from whitebeam.marac.models import Case
from whitebeam.marac.queries import settings
from whitebeam.marac.services import moving

WITHDRAWABLE = (Case.State.RECEIVED, Case.State.RETURNED)


@transaction.atomic
def answer(*, case_id: UUID, words: str, by: User, at: datetime) -> Case:
    """Answer what the coordinator asked; the case waits for screening again, under a new clock.

    :raises Refused: if nothing is asked any more, or nothing is answered
    """
    if not words.strip():
        raise Refused("Enter your answer")
    asked = policy.spoken_for_by_referrer(by).filter(state=Case.State.RETURNED)
    case = moving.locked(case_id, among=asked)
    _back(case, verb=Happened.ANSWERED, reason="answered", words=words, by=by, at=at)
    telling.coordinators(case, template="marac_answered", at=at)
    return case


@transaction.atomic
def escalate(*, case_id: UUID, words: str, by: User, at: datetime) -> Case:
    """Ask for another look at a case that was found not to meet the criteria, with the reason.

    :raises Refused: if it was not, or nothing is said for it
    """
    if not words.strip():
        raise Refused("Enter why you think the criteria are met, or what has happened since")
    not_met = policy.spoken_for_by_referrer(by).filter(state=Case.State.NOT_MET)
    case = moving.locked(case_id, among=not_met)
    _back(case, verb=Happened.ESCALATED, reason="escalated", words=words, by=by, at=at)
    telling.coordinators(case, template="marac_escalated", at=at)
    return case


@transaction.atomic
def take_back(*, case_id: UUID, words: str, by: User, at: datetime) -> Case:
    """Take a case back before it was decided on.

    :raises Refused: if it was decided on, or no reason is given
    """
    if not words.strip():
        raise Refused("Enter why you take it back")
    mine = policy.spoken_for_by_referrer(by).filter(state__in=WITHDRAWABLE)
    case = moving.locked(case_id, among=mine)
    moving.step(
        case,
        Case.State.WITHDRAWN,
        verb=Happened.WITHDRAWN,
        agency=case.referring_agency,
        by=by,
        at=at,
        words=words,
    )
    telling.coordinators(case, template="marac_withdrawn", at=at)
    return case


def _back(case: Case, *, verb: str, reason: str, words: str, by: User, at: datetime) -> None:
    case.screen_due_at = settings.screen_due(at=at, area=case.panel.area)
    moving.step(
        case,
        Case.State.RECEIVED,
        verb=verb,
        agency=case.referring_agency,
        by=by,
        at=at,
        reason=reason,
        words=words,
        changed=("screen_due_at",),
    )
