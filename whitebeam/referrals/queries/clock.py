"""What the clock has to look at: late stays with a step still to take, and late receipts."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Func, IntegerField

from whitebeam.referrals.models import Claim, QueueEntry, Transfer


class Steps(Func):
    """The number of steps that a queue's list holds."""

    function = "jsonb_array_length"
    output_field = IntegerField()


def run_out(*, at: datetime) -> int:
    """Return how many holds have run out and are not given back yet."""
    return Claim.objects.filter(ended_at=None, until__lte=at).count()


def late_stays(*, at: datetime) -> list[UUID]:
    """Return the waiting stays past their clock that have a step still to take, latest first."""
    late = QueueEntry.objects.filter(left_at=None, due_at__lte=at)
    open_steps = late.annotate(
        taken=Count("escalations"), steps=Steps(F("queue__escalation"))
    ).filter(taken__lt=F("steps"))
    return list(open_steps.order_by("due_at", "pk").values_list("pk", flat=True))


def late_receipts(*, at: datetime) -> list[UUID]:
    """Return the transfers whose receipt is late and was not chased."""
    waiting = Transfer.objects.filter(received_at=None, cancelled_at=None, chased_at=None)
    return list(waiting.filter(due_at__lte=at).order_by("due_at").values_list("pk", flat=True))
