"""Chasing returns that do not come: before their day, on it, and after; each time once."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from whitebeam.audit import services as audit
from whitebeam.indicators.events import Happened
from whitebeam.indicators.models import Return, Step
from whitebeam.notices import services as notices
from whitebeam.partners.models import Duty
from whitebeam.partners.queries import setting_in_force

# Days from the day a return is due; the partnership may set others.
LIMITS = (-5, 0, 3, 10)
KEY = "figures.chased_on_days"


def due_for_chasing(*, on: date) -> list[tuple[UUID, int]]:
    """Return the open returns that a limit has reached and that were not chased for it."""
    limits = sorted(setting_in_force(KEY, default=list(LIMITS)))
    found = []
    waiting = Return.objects.exclude(state=Return.State.SIGNED)
    for owner in waiting.filter(is_computed=False, due_on__lte=on - timedelta(days=limits[0])):
        reached = [limit for limit in limits if owner.due_on + timedelta(days=limit) <= on]
        if reached and not owner.steps.filter(once=_once(reached[-1])).exists():
            found.append((owner.pk, reached[-1]))
    return found


@transaction.atomic
def chase(return_id: UUID, *, limit: int, at: datetime) -> int:
    """Remind those who send the agency's returns; how many were told is returned."""
    owner = Return.objects.select_related("agency").get(pk=return_id)
    _, is_new = Step.objects.get_or_create(
        owner=owner, once=_once(limit), defaults={"kind": Step.Kind.CHASED, "at": at}
    )
    if not is_new:
        return 0
    template = "return_late" if limit > 0 else "return_due"
    told = notices.tell_duty(
        owner.agency, Duty.SUBMIT_RETURNS, template=template, about=owner, at=at
    )
    audit.record(verb=Happened.RETURN_CHASED, subject=owner, limit=limit, told=told)
    return told


def _once(limit: int) -> str:
    return f"day {limit}"
