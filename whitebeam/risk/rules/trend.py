"""What changed since the assessment before: item by item, and along the grid of severity."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from whitebeam.risk.rules.answers import Answer, Answers, answer_to


class Change(StrEnum):
    """How an item's answer moved. *Not asked* is never read as a change for the better."""

    NEW_YES = "NEW_YES"
    STILL_YES = "STILL_YES"
    NO_LONGER = "NO_LONGER"
    NOW_KNOWN = "NOW_KNOWN"
    NOW_UNKNOWN = "NOW_UNKNOWN"
    SAME = "SAME"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item: its answer then and now, and what that means."""

    code: str
    before: Answer
    after: Answer
    change: Change


class Severity(StrEnum):
    """How severe one kind of abuse is, lowest first."""

    NONE = "NONE"
    STANDARD = "STANDARD"
    MODERATE = "MODERATE"
    HIGH = "HIGH"

    @property
    def ordinal(self) -> int:
        """Return 0 to 3."""
        return list(Severity).index(self)


class Direction(StrEnum):
    """Where a kind of abuse is going, as the worker was told."""

    WORSE = "WORSE"
    SAME = "SAME"
    BETTER = "BETTER"
    NOT_KNOWN = "NOT_KNOWN"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid: level, direction, when last, and words."""

    level: Severity
    direction: Direction = Direction.NOT_KNOWN
    last_on: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row then and now. `steps` is above nought when it is more severe now."""

    code: str
    before: Severity
    after: Severity

    @property
    def steps(self) -> int:
        """Return by how many levels it moved."""
        return self.after.ordinal - self.before.ordinal


def item_changes(
    *, items: Iterable[str], before: Answers, after: Answers
) -> tuple[ItemChange, ...]:
    """Return every item's change, in the order of the tool."""
    return tuple(
        ItemChange(code, then, now, _change(then, now))
        for code in items
        for then, now in [(answer_to(before, code), answer_to(after, code))]
    )


def grid_changes(*, before: Mapping[str, Row], after: Mapping[str, Row]) -> tuple[RowChange, ...]:
    """Return the change of each row that was filled in both times: only matched pairs compare."""
    return tuple(
        RowChange(code, before[code].level, row.level)
        for code, row in after.items()
        if code in before
    )


@dataclass(frozen=True, slots=True)
class Course:
    """One row of the grid over time, oldest first; None where it was not filled in."""

    code: str
    rows: tuple[Row | None, ...]

    @property
    def steps(self) -> int | None:
        """Return by how many levels it moved from first to last, or None without a pair."""
        filled = [row.level for row in self.rows if row is not None]
        return filled[-1].ordinal - filled[0].ordinal if len(filled) > 1 else None


def courses(*, codes: Iterable[str], over_time: Sequence[Mapping[str, Row]]) -> tuple[Course, ...]:
    """Return each row that was ever filled in, in the order of the grid."""
    found = (Course(code, tuple(grid.get(code) for grid in over_time)) for code in codes)
    return tuple(one for one in found if any(one.rows))


def _change(then: Answer, now: Answer) -> Change:
    if now is Answer.YES:
        return Change.STILL_YES if then is Answer.YES else Change.NEW_YES
    if then is now:
        return Change.SAME
    if now is not Answer.NO:
        return Change.NOW_UNKNOWN if then in {Answer.YES, Answer.NO} else Change.SAME
    return Change.NO_LONGER if then is Answer.YES else Change.NOW_KNOWN
