"""Holding a waiting referral, so that two workers do not ring the same person."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.referrals import policy
from whitebeam.referrals.events import Moved
from whitebeam.referrals.models import Claim, QueueEntry

MOVED_ON = "This referral has moved on. Open it again to see what happened."


def waiting_entry(referral_id: UUID, *, by: User) -> QueueEntry:
    """Return the stay in which the referral waits, locked.

    :raises Refused: if it does not wait in a queue of this worker
    """
    waiting = policy.waiting_for(by).select_for_update(of=("self",)).select_related("queue")
    entry = waiting.filter(referral=referral_id).first()
    if entry is None:
        raise Refused(MOVED_ON)
    return entry


@transaction.atomic
def claim(*, referral_id: UUID, by: User, at: datetime) -> Claim:
    """Hold a waiting referral for the queue's claim time; holding it again starts the time anew.

    :raises Refused: if somebody else holds it, or it no longer waits for this worker
    """
    entry = waiting_entry(referral_id, by=by)
    held = _held(entry)
    if held and held.by_id != by.pk and held.until > at:
        raise Refused("Somebody else is working on this referral")
    if held:
        how = Claim.Ended.DONE if held.by_id == by.pk else Claim.Ended.RAN_OUT
        _end(held, how=how, at=at)
    claimed = Claim.objects.create(
        entry=entry, by=by, at=at, until=at + timedelta(minutes=entry.queue.claim_minutes)
    )
    audit.record(verb=Moved.CLAIMED, subject=entry.referral, queue_id=entry.queue_id)
    return claimed


@transaction.atomic
def hand_back(*, referral_id: UUID, by: User, at: datetime) -> None:
    """Give a held referral back to its queue.

    :raises Refused: if this worker does not hold it
    """
    entry = waiting_entry(referral_id, by=by)
    held = _held(entry)
    if held is None or held.by_id != by.pk:
        raise Refused("You are not holding this referral")
    _end(held, how=Claim.Ended.HANDED_BACK, at=at)
    audit.record(verb=Moved.HANDED_BACK, subject=entry.referral, queue_id=entry.queue_id)


@transaction.atomic
def take_over(*, referral_id: UUID, by: User, at: datetime) -> Claim:
    """Hold a referral that a colleague holds; for those who assign and cover.

    :raises Refused: if the worker has no duty to assign, or it no longer waits
    """
    entry = waiting_entry(referral_id, by=by)
    if not policy.assignable_by(by).filter(pk=entry.pk).exists():
        raise Refused("Ask a colleague who assigns referrals to take this over")
    held = _held(entry)
    if held:
        _end(held, how=Claim.Ended.TAKEN_OVER, at=at)
    claimed = Claim.objects.create(
        entry=entry, by=by, at=at, until=at + timedelta(minutes=entry.queue.claim_minutes)
    )
    audit.record(verb=Moved.TAKEN_OVER, subject=entry.referral, queue_id=entry.queue_id)
    return claimed


def require_hold(entry: QueueEntry, *, by: User, at: datetime) -> None:
    """End this worker's hold, as her decision is made.

    :raises Refused: if a colleague holds the referral
    """
    held = _held(entry)
    if held is None:
        return
    if held.by_id != by.pk and held.until > at:
        raise Refused("Somebody else is working on this referral")
    _end(held, how=Claim.Ended.DONE, at=at)


def _held(entry: QueueEntry) -> Claim | None:
    return Claim.objects.select_for_update().filter(entry=entry, ended_at=None).first()


def _end(held: Claim, *, how: Claim.Ended, at: datetime) -> None:
    held.ended_at, held.ended_how = at, how
    held.save(update_fields=["ended_at", "ended_how", "updated_at"])
