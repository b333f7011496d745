"""Reads the first sheet of a spreadsheet from standard input; run alone, with limits of its own.

It imports nothing of this product: whatever a file does to its reader, it does to a process that
holds no key, no connection and no more than this file.
"""

import json
import resource
import sys

MEMORY, SECONDS = 1024 * 1024 * 1024, 10


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    sheet = book.get_sheet_by_index(0)
    rows = []
    for row in sheet.iter_rows():
        rows.append([as_text(cell) for cell in row[:most_columns]])
        if len(rows) == most_rows:
            break
    sys.stdout.write(json.dumps(rows))


def as_text(cell: object) -> str:
    """Return what a cell shows; a whole number without its point."""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell).strip()


if __name__ == "__main__":
    main()
