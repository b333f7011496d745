"""A table as CSV: the numbers with all that a reader must know, and nothing that acts."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from whitebeam.indicators.models import Indicator

# What a spreadsheet would take as a formula or a command.
ACTING = ("=", "+", "-", "@", "\t", "\r", "\x00")


def as_csv(
    indicator: Indicator, *, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> str:
    """Return a table as CSV, its definition and caveat above it."""
    head = [
        ["Indicator", indicator.title],
        ["Code", f"{indicator.code}, version {indicator.version}"],
        ["Table", title],
        ["Definition", indicator.definition],
        ["Caveat", indicator.caveat],
        *(["Break", f"{one['on']}: {one['why']}"] for one in indicator.breaks),
        ["Small numbers", "Counts of 1 to 7 are hidden, all others rounded to 5"]
        if indicator.suppression == Indicator.Suppression.PEOPLE
        else ["Small numbers", "Not about people: nothing is hidden"],
        [],
    ]
    return written([*head, list(columns), *rows])


def written(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV, every cell quoted and none a formula."""
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[harmless(str(cell)) for cell in row] for row in rows])
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(ACTING) else cell
