"""What the clock has to look at: open actions that may have to be chased today."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from whitebeam.actions.models import Action
from whitebeam.actions.rules.chasing import Patience
from whitebeam.partners.queries import setting_in_force

ANSWER, LEAD, STEERING = "actions.answer_days", "actions.lead_days", "actions.steering_days"


def patience() -> Patience:
    """Return how long this partnership waits before it tells the next."""
    return Patience(
        answer=int(setting_in_force(ANSWER, default=3)),
        lead=int(setting_in_force(LEAD, default=5)),
        steering=int(setting_in_force(STEERING, default=20)),
    )


def to_chase(*, on: date, patience: Patience) -> list[UUID]:
    """Return the open actions to chase on this day that were not chased yet, latest first."""
    asked = Q(state=Action.State.PROPOSED, raised_at__date__lte=on - timedelta(patience.answer))
    due = Action.objects.filter(Q(due_date__lt=on) | asked, closed_at=None)
    rows = due.exclude(chases__on=on).order_by("due_date", "pk")
    return list(rows.values_list("pk", flat=True))
