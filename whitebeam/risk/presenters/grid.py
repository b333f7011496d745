"""The grid of severity over time: from the start to the newest, for one pair of people."""

from collections.abc import Iterable
from dataclasses import dataclass

from whitebeam.risk.models import Assessment
from whitebeam.risk.presenters.assessment import DIRECTIONS
from whitebeam.risk.presenters.words import counts, day
from whitebeam.risk.queries.tools import sets_of, tool_of
from whitebeam.risk.rules.contents import rows_of, unpacked
from whitebeam.risk.rules.tool_definition import Tool
from whitebeam.risk.rules.trend import Row, Severity, courses

MOST = 6
COLOURS = {
    Severity.NONE: "grey",
    Severity.STANDARD: "blue",
    Severity.MODERATE: "orange",
    Severity.HIGH: "red",
}
Cell = dict[str, str] | str


@dataclass(frozen=True, slots=True)
class GridOverTime:
    """A table: each kind of abuse, its level each time, and how far it moved since the start."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, history: Iterable[Assessment]) -> "GridOverTime | None":
        """Return the grid over time, or None where it was filled in for fewer than two days."""
        filled = _filled(history)
        if len(filled) < 2:
            return None
        grid = _grid_of(filled[-1])
        codes = tuple(row.code for row in grid.rows) if grid else ()
        times = [rows_of(unpacked(one.severity), codes=codes) for one in filled]
        labels = {row.code: row.label for row in grid.rows} if grid else {}
        return cls(
            columns=("Kind of abuse", *_headings(filled), "Since the start"),
            rows=tuple(
                (labels[one.code], *(_cell(row) for row in one.rows), _moved(one.steps))
                for one in courses(codes=codes, over_time=times)
            ),
        )


def _filled(history: Iterable[Assessment]) -> list[Assessment]:
    """Return those of one pair with a grid, oldest first: the start, and the newest after it."""
    found = [one for one in history if one.severity and counts(one)]
    if found:
        found = [one for one in found if one.perpetrator_id == found[0].perpetrator_id]
    oldest_first = found[::-1]
    return oldest_first[:1] + oldest_first[1:][-(MOST - 1) :]


def _grid_of(assessment: Assessment) -> Tool | None:
    own = tool_of(assessment)
    if own.kind == "GRID":
        return own
    return next((one for one in sets_of(assessment) if one.kind == "GRID"), None)


def _headings(filled: list[Assessment]) -> tuple[str, ...]:
    first, *later = (day(one.signed_at) for one in filled)
    return (f"Start, {first}", *later)


def _cell(row: Row | None) -> Cell:
    if row is None:
        return "Not filled in"
    hint = DIRECTIONS.get(row.direction, "")
    return {"tag": row.level.capitalize(), "colour": COLOURS[row.level], "hint": hint}


def _moved(steps: int | None) -> str:
    if steps is None:
        return "Only filled in once"
    if steps == 0:
        return "As at the start"
    levels = "level" if abs(steps) == 1 else "levels"
    return f"{abs(steps)} {levels} {'higher' if steps > 0 else 'lower'}"
