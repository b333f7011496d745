"""Who is chased on a day about an action. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Step(StrEnum):
    OWNER = "OWNER"
    LEAD = "LEAD"
    STEERING = "STEERING"


@dataclass(frozen=True, slots=True)
class Patience:
    """The days after which the next is told. Each partnership has its own, so none has a default.

    A proposal is chased once it has stood unanswered for `answer` days; what is late goes to the
    agency's lead after `lead` days and to the steering group after `steering` days.
    """

    answer: int
    lead: int
    steering: int


def step_due(
    *, due_date: date, raised_on: date, is_proposed: bool, on: date, patience: Patience
) -> Step | None:
    """Return how far up an action has to be chased on this day, or nothing while it is in time."""
    late = (on - due_date).days
    if late >= patience.steering:
        return Step.STEERING
    if late >= patience.lead:
        return Step.LEAD
    unanswered = is_proposed and (on - raised_on).days >= patience.answer
    return Step.OWNER if late > 0 or unanswered else None
