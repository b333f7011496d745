"""The clock's own work: holds that ran out, referrals nobody picked up, receipts that do not come.

Done by the process *triage_clock*. Every deed may be repeated: it is taken once.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from whitebeam.audit import services as audit
from whitebeam.partners.models import Duty
from whitebeam.referrals import telling
from whitebeam.referrals.events import Moved
from whitebeam.referrals.models import Claim, Escalation, QueueEntry, Transfer


@transaction.atomic
def run_out_claims(*, at: datetime) -> int:
    """Give back every referral whose hold has run out; the number is returned."""
    over = Claim.objects.select_for_update(skip_locked=True).filter(ended_at=None, until__lte=at)
    claims = list(over)
    for claim in claims:
        claim.ended_at, claim.ended_how = at, Claim.Ended.RAN_OUT
        claim.save(update_fields=["ended_at", "ended_how", "updated_at"])
        audit.record(verb=Moved.CLAIM_RAN_OUT, subject=claim, user_id=claim.by_id)
    return len(claims)


@transaction.atomic
def escalate(entry_id: UUID, *, at: datetime) -> int:
    """Take every step that is due for one late stay and was not taken yet; how many is returned.

    Steps count from the moment the clock ran out. A referral that was decided meanwhile, or that
    another worker is looking at, is passed over.
    """
    waiting = QueueEntry.objects.select_for_update(of=("self",), skip_locked=True)
    entry = (
        waiting.filter(pk=entry_id, left_at=None)
        .select_related("queue", "agency", "referral")
        .first()
    )
    if entry is None:
        return 0
    taken = set(entry.escalations.values_list("step", flat=True))
    due = [
        (number, step)
        for number, step in enumerate(entry.queue.escalation)
        if number not in taken and entry.due_at + timedelta(minutes=step["after_minutes"]) <= at
    ]
    for number, step in due:
        told = _tell(entry, step, at=at)
        Escalation.objects.create(entry=entry, step=number, at=at, to_duty=step["to"], told=told)
        audit.record(verb=Moved.ESCALATED, subject=entry.referral, step=number, to=step["to"])
    return len(due)


@transaction.atomic
def chase_receipt(transfer_id: UUID, *, at: datetime) -> bool:
    """Tell those who hold a referral that its receipt elsewhere is late; once for each transfer."""
    late = Transfer.objects.select_for_update(of=("self",), skip_locked=True).select_related(
        "referral__held_by"
    )
    transfer = late.filter(
        pk=transfer_id, received_at=None, cancelled_at=None, chased_at=None, due_at__lte=at
    ).first()
    if transfer is None:
        return False
    telling.holders(transfer.referral, template="transfer_late", at=at)
    transfer.chased_at = at
    transfer.save(update_fields=["chased_at", "updated_at"])
    audit.record(verb=Moved.TRANSFER_CHASED, subject=transfer)
    return True


def _tell(entry: QueueEntry, step: dict[str, Any], *, at: datetime) -> int:
    """Tell deputies where the step says so. Where there is none, everyone is told: never nobody."""
    duty, about = Duty(step["to"]), entry.referral
    told = 0
    if step.get("deputies"):
        told = telling.deputies(entry.agency, duty, about, template="referral_late", at=at)
    return told or telling.duty(entry.agency, duty, about, template="referral_late", at=at)
