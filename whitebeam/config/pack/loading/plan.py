"""Compares what the pack asks for, what it asked for last time, and what the tables hold.

A value that somebody changed on screen stays, until the pack itself asks for something new there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from whitebeam.config.pack.loading.sheets import Key, Row, Sheet, Values, means_the_same, plain
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem

Rows = dict[Key, Values]


class Action(StrEnum):
    ADD = "add"
    CHANGE = "change"
    END = "end"
    REMOVE = "take away"


@dataclass(frozen=True, slots=True)
class Change:
    """One row to add, change, end or take away; `values` are the new ones, `before` the old."""

    sheet: Sheet
    action: Action
    key: Key
    values: Values
    before: Values

    def __str__(self) -> str:
        named = " ".join(str(part) for part in self.key if part is not None)
        said = f"{self.sheet.name}: {self.action} {named}"
        if self.action is not Action.CHANGE:
            return said
        columns = (
            f"{name} {_short(self.before[name])} → {_short(self.values[name])}"
            for name in self.values
        )
        return f"{said}: {', '.join(columns)}"


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes of one sheet, and what stands in their way."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


def compare(sheet: Sheet, *, pack: Pack, held: Rows, last: Rows) -> Compared:
    """Return what would have to change in one table."""
    changes: list[Change] = []
    problems: list[Problem] = []
    wanted = {sheet.key_of(row.values): row for row in sheet.rows}
    for key, row in wanted.items():
        if key not in held:
            # What the last load had asked for and is not there was taken away on screen.
            if last.get(key) != plain(row.values):
                changes.append(Change(sheet, Action.ADD, key, row.values, {}))
            continue
        changed = _changed(row.values, held=held[key], last=last.get(key))
        if touched := set(changed) & set(sheet.fixed):
            problems.append(_fixed(pack, row, touched))
        elif changed and sheet.added_to:
            changes.append(Change(sheet, Action.ADD, key, row.values, {}))
        elif changed:
            changes.append(Change(sheet, Action.CHANGE, key, changed, held[key]))
    gone = [key for key in last if key not in wanted and key in held]
    return Compared((*changes, *_ended(sheet, gone, held)), tuple(problems))


def _changed(wanted: Values, *, held: Values, last: Values | None) -> Values:
    return {
        name: value
        for name, value in wanted.items()
        if not means_the_same(plain(value), held[name])
        and (last is None or not means_the_same(plain(value), last.get(name)))
    }


def _ended(sheet: Sheet, gone: Iterable[Key], held: Rows) -> Iterable[Change]:
    for key in gone:
        if sheet.removed:
            yield Change(sheet, Action.REMOVE, key, {}, held[key])
        elif sheet.ends is not None:
            yield Change(sheet, Action.END, key, sheet.ends(key), held[key])


def _fixed(pack: Pack, row: Row, touched: set[str]) -> Problem:
    section, *path = row.place
    file, line = pack.where(str(section), *path)
    what = " and ".join(sorted(name.removesuffix("__code") for name in touched))
    mend = "a new 'version' and 'from'" if "version" in row.values else "a new 'from'"
    return Problem(file, line, f"Past work rests on this: to change its {what}, give it {mend}.")


def _short(value: Any) -> str:
    text = str(plain(value))
    return text if len(text) <= 60 else f"{text[:57]}..."
