"""Tables as CSV in which no cell acts: a spreadsheet takes none of them for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

# What a spreadsheet would take as a formula or a command.
ACTING = ("=", "+", "-", "@", "\t", "\r", "\x00")


def written(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV, every cell quoted and none a formula."""
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[harmless(str(cell)) for cell in row] for row in rows])
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(ACTING) else cell
