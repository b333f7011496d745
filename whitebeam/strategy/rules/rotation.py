"""The rotation of reporting: each quarter one strand, with its days counted back from the board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

OPENS, ASKS, DUE, CHASES = 42, 28, 14, 5


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one round."""

    opens_on: date
    asks_on: date
    due_on: date


def days_before(board_on: date, *, opens: int, asks: int, due: int) -> Days:
    """Return when drafts open, owners are asked and answers are due, before a board's day."""
    return Days(
        board_on - timedelta(days=opens),
        board_on - timedelta(days=asks),
        board_on - timedelta(days=due),
    )


def quarter_of(on: date) -> date:
    """Return the first day of the quarter that a day lies in."""
    return date(on.year, (on.month - 1) // 3 * 3 + 1, 1)


def quarter_words(starts_on: date) -> str:
    """Return a quarter as people say it: April to June 2026."""
    ends = date(starts_on.year, starts_on.month + 2, 1)
    return f"{starts_on:%B} to {ends:%B %Y}"


def next_in_turn(numbers: Sequence[int], last: int | None) -> int:
    """Return whose turn it is after the last, round and round in the order of their numbers."""
    in_order = sorted(numbers)
    later = [number for number in in_order if last is not None and number > last]
    return later[0] if later else in_order[0]


def is_chase_due(*, due_on: date, chased_on: date | None, on: date, every: int) -> bool:
    """Say whether an owner who has not answered is chased on this day, once in so many days."""
    if on <= due_on - timedelta(days=every):
        return False
    return chased_on is None or (on - chased_on).days >= every
