"""What an agency owes to the MARACs to come, for its lead."""

from collections.abc import Sequence
from datetime import datetime

from whitebeam.govuk.moments import Clock, moment
from whitebeam.marac.queries.owed import Owed

Cell = str | dict[str, str]
COLUMNS: tuple[dict[str, object], ...] = (
    {"text": "Agency"},
    {"text": "MARAC"},
    {"text": "Meets"},
    {"text": "Answers due"},
    {"text": "Asked", "numeric": True},
    {"text": "Shared", "numeric": True},
    {"text": "Nothing known", "numeric": True},
    {"text": "Not answered", "numeric": True},
)


def owed_rows(owed: Sequence[Owed], *, now: datetime) -> list[tuple[Cell, ...]]:
    """Return a row for each meeting to come and agency, with what is late named as late."""
    return [
        (
            one.agency,
            one.panel,
            moment(one.starts_at, now=now),
            Clock.of(one.due_at, now=now).text,
            f"{one.asked:,}",
            f"{one.known:,}",
            f"{one.nothing_known:,}",
            _waiting(one),
        )
        for one in owed
    ]


def owed_said(owed: Sequence[Owed]) -> str:
    """Say in one sentence how many answers are owed."""
    waiting, late = sum(one.waiting for one in owed), sum(one.late for one in owed)
    if not waiting:
        return "Everything that was asked is answered."
    owes = "1 answer is" if waiting == 1 else f"{waiting} answers are"
    return f"{owes} owed, {late or 'none'} of them late."


def _waiting(one: Owed) -> Cell:
    if not one.late:
        return f"{one.waiting:,}"
    return {"text": f"{one.waiting:,}", "hint": f"{one.late:,} late"}
