"""What was shared, in tables: by basis, by who gave and received, and what is to be looked at."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.comma_tables import written
from whitebeam.marac.models import Disclosure, PackageItem
from whitebeam.marac.queries.sharing_report import Lacking, SentOutside, Shared

BASES = dict(Disclosure.Basis.choices)
PARTS = dict(PackageItem.Part.choices)
LACKS = {
    "MISSING": ("No agreement, no reason", "red"),
    "EMERGENCY": ("Emergency, no agreement", "orange"),
    "LATE": ("Written down late", "yellow"),
}
NONE_IN_FORCE = "No agreement was in force"
HEADINGS = (
    *("Month", "Basis", "Controller", "Receiver", "Agreement", "Shared", "In an emergency"),
    *("Without a justification", "Written down late"),
)
Cell = str | int | dict[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """The report of some months: sums, tables, and the receipts to look at."""

    total: int
    emergency: int
    missing: int
    late: int
    bases: tuple[tuple[Cell, ...], ...]
    ways: tuple[tuple[Cell, ...], ...]
    lacking: tuple[tuple[Cell, ...], ...]
    outside: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(
        cls, rows: Sequence[Shared], lacking: Iterable[Lacking], outside: Iterable[SentOutside]
    ) -> "Report":
        total = sum(row.shared for row in rows)
        by_basis: Counter[str] = Counter()
        for row in rows:
            by_basis[row.basis] += row.shared
        return cls(
            total=total,
            emergency=sum(row.emergency for row in rows),
            missing=sum(row.missing for row in rows),
            late=sum(row.late for row in rows),
            bases=tuple(
                (BASES.get(basis, basis), number, f"{100 * number / total:.0f}%")
                for basis, number in by_basis.most_common()
            ),
            ways=tuple(_ways(rows)),
            lacking=tuple(_lacks(one) for one in lacking),
            outside=tuple(_outside(one) for one in outside),
        )


def as_csv(rows: Iterable[Shared]) -> str:
    """Return every row as a table of commas: no case, no person, no content."""
    told: list[tuple[str, ...]] = [HEADINGS]
    for row in rows:
        month, basis, controller, receiver, agreement, *counted = astuple(row)
        under = NONE_IN_FORCE if agreement is None else agreement
        named = (f"{month:%Y-%m}", BASES.get(basis, basis), controller, receiver, under)
        told.append((*named, *map(str, counted)))
    return written(told)


def _ways(rows: Iterable[Shared]) -> Iterable[tuple[Cell, ...]]:
    """Return who gave how much to whom, most first; what needs a look stands beside."""
    shared: Counter[tuple[str, str]] = Counter()
    looked_at: Counter[tuple[str, str]] = Counter()
    for row in rows:
        way = (row.controller, row.receiver)
        shared[way] += row.shared
        looked_at[way] += row.emergency + row.missing + row.late
    for way, number in shared.most_common():
        yield (*way, number, looked_at[way] or "")


def _lacks(one: Lacking) -> tuple[Cell, ...]:
    words, colour = LACKS[one.lacks]
    tag = {"tag": words, "colour": colour}
    return one.reference, tag, one.controller, one.receiver, _day(one.at)


def _outside(one: SentOutside) -> tuple[Cell, ...]:
    parts = ", ".join(PARTS[part] for part in PARTS if part in one.parts)
    became = "Opened" if one.is_opened else "Not opened"
    return (
        one.reference,
        one.to_marac or "Not told here: her address is withheld",
        parts,
        ", ".join(sorted(one.controllers)),
        one.things,
        _day(one.sent_at),
        f"{became}, then taken back" if one.is_taken_back else became,
    )


def _day(at: datetime) -> str:
    day = at.astimezone(LONDON)
    return f"{day.day} {day:%B %Y}"
