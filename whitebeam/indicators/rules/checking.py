"""Checks of a return: what must be put right, and what must be put right or explained."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from whitebeam.indicators.rules.definitions import Definition, Line, Unit, shown_number

# A change this large against last time is explained; a few cases more or less are not.
JUMP, FEW = Decimal("0.5"), 20


class Mend(StrEnum):
    FIX = "FIX"
    EXPLAIN = "EXPLAIN"


@dataclass(frozen=True, slots=True)
class Value:
    """What is given for one line of one indicator, and where in a spreadsheet it stood."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    explanation: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend. The sentence says what is wrong and how to put it right.

    `meant`: the lines, as code and key, that a row of a spreadsheet can have meant; it is mended
    once they were given on screen.
    """

    indicator: str
    line: Line
    mend: Mend
    sentence: str
    row: int = 0
    cell: str = ""
    meant: tuple[tuple[str, str], ...] = ()

    @property
    def where(self) -> str:
        """Return where it stands in the spreadsheet, if it came from one."""
        if not self.row:
            return ""
        return f"Row {self.row}, {self.cell}" if self.cell else f"Row {self.row}"


Values = Mapping[Line, Value]


def check(
    definition: Definition,
    *,
    lines: Sequence[Line],
    given: Values,
    last: Values,
    adds_up: bool = True,
) -> list[Finding]:
    """Return what is to be mended in one indicator's part of a return.

    What is counted from records need not add up: of some people the district is not known.
    """
    found = [*_missing(definition, lines, given)]
    for line, value in given.items():
        found += _one(definition, line, value)
        found += _jump(definition, line, value, last.get(line))
    if adds_up:
        found += _sums(definition, lines, given)
    return found


def _missing(definition: Definition, lines: Sequence[Line], given: Values) -> Iterable[Finding]:
    for line in lines:
        value = given.get(line, Value())
        if value.explanation and value.numerator is None:
            continue
        for amount, name in (
            (value.numerator, "number"),
            (value.denominator, definition.whole_name),
        ):
            if amount is None and (name == "number" or definition.asks_whole):
                sentence = f"Enter the {name} for {line.label}, or say why it is not known."
                yield _finding(definition, line, sentence, value.row)


def _one(definition: Definition, line: Line, value: Value) -> Iterable[Finding]:
    part, whole = value.numerator, value.denominator
    for amount, name in ((part, "number"), (whole, definition.whole_name)):
        if amount is None:
            continue
        if amount < 0:
            sentence = (
                f"The {name} for {line.label} is {shown_number(amount)}. It cannot be below nought."
            )
            yield _finding(definition, line, sentence, value.row)
        elif definition.is_whole(name) and amount != amount.to_integral_value():
            sentence = (
                f"The {name} for {line.label} is {shown_number(amount)}. Enter a whole number."
            )
            yield _finding(definition, line, sentence, value.row)
    yield from _within(definition, line, value)


def _within(definition: Definition, line: Line, value: Value) -> Iterable[Finding]:
    part, whole = value.numerator, value.denominator
    if part is not None and whole is not None and definition.unit is Unit.PERCENT and part > whole:
        sentence = (
            f"For {line.label} the number ({shown_number(part)}) is larger than the "
            f"{definition.whole_name} ({shown_number(whole)}). Check which is which."
        )
        yield _finding(definition, line, sentence, value.row)
    if part is None or value.explanation:
        return
    if definition.most is not None and part > definition.most:
        sentence = (
            f"{shown_number(part)} for {line.label} is more than was ever expected "
            f"({shown_number(definition.most)}). Correct it, or explain it."
        )
        yield _finding(definition, line, sentence, value.row, mend=Mend.EXPLAIN)


def _jump(
    definition: Definition, line: Line, value: Value, before: Value | None
) -> Iterable[Finding]:
    now = value.numerator
    then = before.numerator if before else None
    if now is None or then is None or value.explanation or abs(now - then) < FEW:
        return
    if abs(now - then) > JUMP * max(then, Decimal(1)):
        moved = "up from" if now > then else "down from"
        sentence = (
            f"{line.label} is {shown_number(now)}, {moved} {shown_number(then)} last time. "
            "Correct it, or explain it; the explanation is published with the number."
        )
        yield _finding(definition, line, sentence, value.row, mend=Mend.EXPLAIN)


def _sums(definition: Definition, lines: Sequence[Line], given: Values) -> Iterable[Finding]:
    total = next((line for line in lines if line.is_total), None)
    if total is None or not definition.adds_up or total not in given:
        return
    parts: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.is_total:
            parts["districts" if line.area else line.breakdown].append(line)
    for kind, members in parts.items():
        yield from _sum(definition, total, kind, members, given)


def _sum(
    definition: Definition, total: Line, kind: str, members: list[Line], given: Values
) -> Iterable[Finding]:
    for name, column in (("number", "numerator"), (definition.whole_name, "denominator")):
        amounts = [getattr(given[line], column) for line in members if line in given]
        whole = getattr(given[total], column)
        if whole is None or len(amounts) < len(members) or None in amounts:
            continue
        added = sum(amounts, Decimal(0))
        if added != whole:
            what = "districts" if kind == "districts" else f"groups by {definition.name_of(kind)}"
            sentence = (
                f"The {what} add up to {shown_number(added)}, but the {name} for "
                f"{total.label} is {shown_number(whole)}. Correct one of them."
            )
            yield _finding(definition, total, sentence, given[total].row)


def _finding(
    definition: Definition, line: Line, sentence: str, row: int, *, mend: Mend = Mend.FIX
) -> Finding:
    return Finding(definition.code, line, mend, sentence, row)
