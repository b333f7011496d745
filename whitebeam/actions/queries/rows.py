"""An action as one row of a list, for the pages of this app and of those above it.

The macro `wb/action_list.html` prints these. A higher app hands in the actions that it links to, as
its own policy and the wall let it read them; whether a row opens is asked here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.actions import policy
from whitebeam.actions.models import Action

COLOURS = {
    Action.State.PROPOSED: "yellow",
    Action.State.ACCEPTED: "blue",
    Action.State.IN_PROGRESS: "purple",
    Action.State.COMPLETED: "green",
    Action.State.NOT_POSSIBLE: "grey",
    Action.State.NOT_UNDERTAKEN: "orange",
    Action.State.SUPERSEDED: "grey",
}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action, ready to print; `opens` says whether the reader has its page."""

    pk: UUID
    reference: str
    text: str
    rationale: str
    owner: str
    state: str
    state_colour: str
    due: str
    clock: str
    is_open: bool
    opens: bool

    @classmethod
    def of(cls, action: Action, *, on: date, opens: bool) -> "ActionRow":
        due, clock = due_in_words(action, on=on)
        return cls(
            pk=action.pk,
            reference=action.reference,
            text=str(action.text),
            rationale=str(action.rationale or ""),
            owner=owner_in_words(action),
            state=action.get_state_display(),
            state_colour=COLOURS[Action.State(action.state)],
            due=due,
            clock=clock,
            is_open=action.is_open,
            opens=opens,
        )


def rows_of(actions: Iterable[Action], *, reader: User, on: date) -> list[ActionRow]:
    """Return these actions as rows, in their order; one query asks which of them open."""
    found = list(actions)
    opening = set(
        policy.visible_to(reader)
        .filter(pk__in=[action.pk for action in found])
        .values_list("pk", flat=True)
    )
    return [ActionRow.of(action, on=on, opens=action.pk in opening) for action in found]


def with_names(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Return the actions with what a row prints, in as many queries as without."""
    return actions.select_related("owner_agency", "owner")


def owner_in_words(action: Action) -> str:
    """Return who does it: the agency, and the person where one is named."""
    agency = action.owner_agency.name
    return f"{action.owner.name}, {agency}" if action.owner else agency


def due_in_words(action: Action, *, on: date) -> tuple[str, str]:
    """Return when it is or was due, and how the clock stands: due, soon, late or done."""
    day = day_in_words(action.due_date, on=on)
    if not action.is_open:
        return f"Was due {day}", "done"
    left = (action.due_date - on).days
    if left < 0:
        return f"Late by {_days(-left)}: was due {day}", "late"
    if left == 0:
        return "Due today", "soon"
    return f"Due {day}", "soon" if left <= 2 else "due"


def day_in_words(day: date, *, on: date) -> str:
    """Return a day as people say it; the year only where it is not this one."""
    year = f" {day.year}" if day.year != on.year else ""
    return f"{day.day} {day:%B}{year}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
