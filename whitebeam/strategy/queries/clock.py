"""What the clock has to do for reporting on a day."""

from datetime import date
from uuid import UUID

from whitebeam.strategy.models import Return, Round


def rounds_to_open(*, on: date) -> list[UUID]:
    """Return the rounds whose drafts open by this day and were not opened."""
    due = Round.objects.filter(opens_on__lte=on, opened_at=None)
    return list(due.order_by("opens_on").values_list("pk", flat=True))


def rounds_to_ask(*, on: date) -> list[UUID]:
    """Return the rounds whose owners are asked by this day and were not."""
    due = Round.objects.filter(asks_on__lte=on, opened_at__isnull=False, asked_at=None)
    return list(due.order_by("asks_on").values_list("pk", flat=True))


def answers_owed(*, on: date) -> list[UUID]:
    """Return what was asked for and not answered, until the board has met."""
    owed = Return.objects.filter(answered_at=None, asked_at__isnull=False, round__board_on__gte=on)
    return list(owed.order_by("round__due_on", "pk").values_list("pk", flat=True))
