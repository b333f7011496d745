"""The clock's own work: holds that ran out, and referrals that nobody picked up."""

from datetime import datetime, timedelta

from django.db import transaction

from whitebeam.audit import services as audit
from whitebeam.partners.models import Duty
from whitebeam.referrals import telling
from whitebeam.referrals.events import Moved
from whitebeam.referrals.models import Claim, Escalation, QueueEntry


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
def escalate(entry: QueueEntry, *, at: datetime) -> int:
    """Take every step that is due for one late stay and was not taken yet; how many is returned.

    Steps count from the moment the clock ran out. Running twice takes no step twice.
    """
    taken = set(entry.escalations.values_list("step", flat=True))
    due = [
        (number, step)
        for number, step in enumerate(entry.queue.escalation)
        if number not in taken and entry.due_at + timedelta(minutes=step["after_minutes"]) <= at
    ]
    for number, step in due:
        told = telling.duty(
            entry.agency, Duty(step["to"]), entry.referral, template="referral_late", at=at
        )
        Escalation.objects.create(entry=entry, step=number, at=at, to_duty=step["to"], told=told)
        audit.record(verb=Moved.ESCALATED, subject=entry.referral, step=number, to=step["to"])
    return len(due)
