"""What the sender may still do: answer what was asked, correct, take back."""

import json
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.referrals import policy, telling
from whitebeam.referrals.events import Moved
from whitebeam.referrals.models import Correction, QueueEntry, Reason, Referral
from whitebeam.referrals.services import moving
from whitebeam.referrals.services.moving import Why


@transaction.atomic
def answer_return(*, referral_id: UUID, words: str, by: User, at: datetime) -> Referral:
    """Answer what triage asked; the referral goes back to the queue it came from, with a new clock.

    :raises Refused: if nothing was asked, or nothing is answered
    """
    if not words.strip():
        raise Refused("Enter the information that was asked for")
    referral = moving.locked(referral_id, among=policy.recallable_by(by))
    last = referral.stays.select_related("queue__agency", "agreement").latest("entered_at")
    moving.step(
        referral,
        Referral.State.IN_TRIAGE,
        verb=Moved.ANSWERED,
        why=Why(words=words),
        agency=referral.sent_by,
        by=by,
        at=at,
    )
    moving.enter(referral, last.queue, agreement=last.agreement, by=by, at=at)
    telling.queue(last.queue, referral, template="referral_answered", at=at)
    return referral


@transaction.atomic
def correct(
    *, referral_id: UUID, question: str, new: str, why: str, by: User, at: datetime
) -> Correction:
    """Put one answer right after sending; old and new are both kept and shown to the receiver.

    :raises Refused: if the referral was accepted or ended, the question is not in it, or no reason
    """
    if not why.strip():
        raise Refused("Enter why you are correcting this answer")
    referral = moving.locked(referral_id, among=policy.recallable_by(by))
    answers = json.loads(str(referral.answers))
    if question not in answers:
        raise Refused("Choose an answer of this referral to correct")
    old = answers[question]
    if isinstance(old, list | dict):
        raise Refused("This answer has several parts: tell the service in a message instead")
    if old == new:
        raise Refused("The answer says this already")
    answers[question] = new
    referral.answers = json.dumps(answers)
    referral.version += 1
    referral.save(update_fields=["answers", "version", "updated_at"])
    correction = Correction(
        referral=referral, question=question, old=str(old), new=new, why=why, by=by, at=at
    )
    correction.save(force_insert=True)
    audit.record(verb=Moved.CORRECTED, subject=referral, question=question)
    telling.holders(referral, template="referral_corrected", at=at)
    return correction


@transaction.atomic
def recall(*, referral_id: UUID, reason: Reason, words: str, by: User, at: datetime) -> Referral:
    """Take a referral back before it is accepted; what the receiver held is sealed, not lost.

    :raises Refused: if it was accepted or has ended
    """
    referral = moving.locked(referral_id, among=policy.recallable_by(by))
    telling.holders(referral, template="referral_recalled", at=at)
    for entry in referral.stays.select_for_update():
        if entry.left_at is None:
            moving.leave(entry, how=QueueEntry.Left.RECALLED, at=at)
        else:
            entry.left_how = QueueEntry.Left.RECALLED
            entry.save(update_fields=["left_how", "updated_at"])
    with connection.cursor() as cursor:
        cursor.execute("select sec.withdraw_from_triage(%s)", [referral.pk])
    referral.next_due_at = None
    moving.step(
        referral,
        Referral.State.RECALLED,
        verb=Moved.RECALLED,
        why=Why(reason, words),
        agency=referral.sent_by,
        by=by,
        at=at,
    )
    return referral
