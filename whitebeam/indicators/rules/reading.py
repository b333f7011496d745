"""What the rows of a spreadsheet mean: headings are mapped once, then each row is read in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from whitebeam.indicators.rules.checking import Finding, Mend, Value
from whitebeam.indicators.rules.definitions import Definition, Line

# What a column can be, and how its owner is asked about it.
MEANINGS = {
    "indicator": "Indicator",
    "line": "District or group",
    "numerator": "Number",
    "denominator": "Of how many",
    "explanation": "Explanation",
}
NEEDED = ("indicator", "line", "numerator")
USUAL = {
    **{words.lower(): code for code, words in MEANINGS.items()},
    "district": "line",
    "area": "line",
    "group": "line",
    "code": "indicator",
    "count": "numerator",
    "value": "numerator",
    "total": "denominator",
    "of how many": "denominator",
    "comment": "explanation",
    "note": "explanation",
}
EVERYONE = {"", "all", "everyone", "total", "all districts"}
NOT_KNOWN = {"", "-", "n/a", "na", "not known"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator that a return asks, and the lines it must give."""

    definition: Definition
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What a spreadsheet gave, and what could not be understood."""

    values: Mapping[tuple[str, Line], Value]
    findings: tuple[Finding, ...]


def guessed(headings: Sequence[str]) -> dict[str, str]:
    """Return what each heading probably means, by its usual words."""
    return {one: USUAL[name] for one in headings if (name := _plain(one)) in USUAL}


def missing_meanings(mapping: Mapping[str, str]) -> list[str]:
    """Return the words of the columns that a spreadsheet must have and has not."""
    return [MEANINGS[code] for code in NEEDED if code not in mapping.values()]


def read_rows(
    rows: Sequence[Sequence[str]], *, mapping: Mapping[str, str], parts: Iterable[Part]
) -> Read:
    """Read the rows under a first row of headings; a row that says nothing is passed over."""
    headings = [str(one).strip() for one in rows[0]] if rows else []
    columns = {mapping[one]: at for at, one in enumerate(headings) if one in mapping}
    reader = _Reader(headings, columns, {_plain(p.definition.code): p for p in parts})
    for number, row in enumerate(rows[1:], 2):
        if any(str(cell).strip() for cell in row):
            reader.take(number, [str(cell).strip() for cell in row])
    return Read(reader.values, tuple(map(reader.with_meant, reader.findings)))


class _Reader:
    def __init__(
        self, headings: list[str], columns: Mapping[str, int], parts: Mapping[str, Part]
    ) -> None:
        self.headings, self.columns, self.parts = headings, columns, parts
        self.values: dict[tuple[str, Line], Value] = {}
        self.findings: list[Finding] = []

    def take(self, number: int, row: list[str]) -> None:
        part = self.parts.get(_plain(self._cell(row, "indicator")))
        if part is None:
            said = self._cell(row, "indicator") or "empty"
            self._fault(
                "",
                Line(""),
                number,
                "indicator",
                f"“{said}” is no indicator of this return. Use its code.",
            )
            return
        line = _line_called(self._cell(row, "line"), part)
        if line is None:
            said = self._cell(row, "line")
            sentence = f"“{said}” is no district or group that {part.title} asks for."
            self._fault(part.definition.code, Line(""), number, "line", sentence)
            return
        key = (part.definition.code, line)
        if key in self.values:
            sentence = (
                f"{line.label} was given in row {self.values[key].row} already. Keep one of them."
            )
            self._fault(*key, number, "line", sentence)
            return
        self.values[key] = Value(
            self._number(key, row, number, "numerator"),
            self._number(key, row, number, "denominator") if part.definition.asks_whole else None,
            self._cell(row, "explanation")[:500],
            number,
        )

    def with_meant(self, finding: Finding) -> Finding:
        """Add what a row can have meant: its line, or else all that the sheet does not give."""
        if finding.line.label:
            return replace(finding, meant=((finding.indicator, finding.line.key),))
        left = [
            (part.definition.code, line.key)
            for part in self.parts.values()
            for line in part.lines
            if finding.indicator in {"", part.definition.code}
            and (part.definition.code, line) not in self.values
        ]
        return replace(finding, meant=tuple(left))

    def _number(
        self, key: tuple[str, Line], row: list[str], number: int, column: str
    ) -> Decimal | None:
        typed = self._cell(row, column)
        if typed.lower() in NOT_KNOWN:
            return None
        try:
            amount = Decimal(typed.replace(",", "").removesuffix("%").strip())
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or abs(amount) >= Decimal("1e11"):
            self._fault(
                *key,
                number,
                column,
                f"“{typed[:40]}” is not a number. Enter it in figures, like 42.",
            )
            return None
        return round(amount, 2)

    def _cell(self, row: list[str], meaning: str) -> str:
        at = self.columns.get(meaning)
        return row[at] if at is not None and at < len(row) else ""

    def _fault(self, indicator: str, line: Line, number: int, column: str, sentence: str) -> None:
        at = self.columns.get(column, 0)
        cell = f"column {_letter(at)}" + (f" ({self.headings[at]})" if self.headings else "")
        self.findings.append(Finding(indicator, line, Mend.FIX, sentence, number, cell))


def _line_called(words: str, part: Part) -> Line | None:
    wanted = _plain(words)
    if wanted in EVERYONE:
        return next(line for line in part.lines if line.is_total)
    return next(
        (
            line
            for line in part.lines
            if wanted in {_plain(line.label), _plain(line.area), _plain(line.key)}
        ),
        None,
    )


def _plain(words: str) -> str:
    return " ".join(str(words).lower().replace("_", " ").replace("&", "and").split())


def _letter(at: int) -> str:
    return LETTERS[at] if at < len(LETTERS) else f"{LETTERS[at // 26 - 1]}{LETTERS[at % 26]}"
