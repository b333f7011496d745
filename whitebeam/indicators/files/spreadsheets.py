"""Judges a spreadsheet from outside before anything opens it, then has a child process read it.

What is dangerous is refused kindly, with the way round it: save a plain copy, or fill in the form.
"""

import csv
import json
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_BYTES = 2 * 1024 * 1024
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 2_000, 100 * 1024 * 1024, 100
MOST_ROWS, MOST_COLUMNS = 5_000, 60
SECONDS = 20
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
CHILD = Path(__file__).with_name("child.py")
ACTIVE = ("vbaproject.bin", "/scripts/", "/basic/", "embeddings/", "activex/", "externallinks/")
LOOKED_AT = 4096

PLAIN_COPY = "Copy the values into a new spreadsheet and send that, or fill in the form on screen."


class NotTaken(Exception):
    """A spreadsheet that is not opened. Its text is a sentence for whoever sent it."""


def rows_of(name: str, data: bytes) -> list[list[str]]:
    """Return the cells of the first sheet as text, empty rows at the end left off.

    :raises NotTaken: if it is of another kind, too large, locked, or made to do harm
    """
    if len(data) > MOST_BYTES:
        raise NotTaken("The file must be 2 MB or smaller. Send only the rows of this return.")
    if data.startswith(OLE):
        raise NotTaken(
            "The file is locked with a password or in an old form. Save it as XLSX, ODS or CSV "
            "without a password."
        )
    if data.startswith(ZIP):
        if not name.lower().endswith((".xlsx", ".ods")):
            raise NotTaken("The file must be XLSX, ODS or CSV.")
        _judge_archive(data)
        return _sized(_read_in_child(data))
    return _sized(_read_csv(name, data))


def _judge_archive(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _judge_sizes(entries)
            _judge_names(entries)
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _judge_markup(archive, entry)
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise NotTaken("The file cannot be read. Save it again and choose it once more.") from None


def _judge_sizes(entries: list[ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_UNPACKED
        or (unpacked > MOST_BYTES and unpacked > MOST_RATIO * max(packed, 1))
    ):
        raise NotTaken(f"The file unpacks to far more than a return needs. {PLAIN_COPY}")


def _judge_names(entries: list[ZipInfo]) -> None:
    names = [f"/{entry.filename.lower()}" for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotTaken("The file is locked with a password. Save it without one.")
    if any(part in name for name in names for part in ACTIVE):
        raise NotTaken(f"The file holds macros, other files or links to other files. {PLAIN_COPY}")
    if any(name.endswith((".zip", ".xlsx", ".ods", ".exe", ".dll")) for name in names):
        raise NotTaken(f"The file holds other files. {PLAIN_COPY}")


def _judge_markup(archive: ZipFile, entry: ZipInfo) -> None:
    with archive.open(entry) as opened:
        head = opened.read(LOOKED_AT)
    text = head.replace(b"\x00", b"").upper()
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise NotTaken(f"The file holds definitions that a spreadsheet does not need. {PLAIN_COPY}")


def _read_in_child(data: bytes) -> list[list[str]]:
    limits = [str(MOST_ROWS + 1), str(MOST_COLUMNS + 1)]
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD), *limits],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={},
        )
        return list(json.loads(done.stdout))
    except (subprocess.SubprocessError, json.JSONDecodeError):
        raise NotTaken(f"The file cannot be read. {PLAIN_COPY}") from None


def _read_csv(name: str, data: bytes) -> list[list[str]]:
    if not name.lower().endswith((".csv", ".txt")):
        raise NotTaken("The file must be XLSX, ODS or CSV.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes in Britain when it is not asked for UTF-8.
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise NotTaken("The file is not plain text. Save it as CSV, or as XLSX or ODS.")
    try:
        rows = list(csv.reader(StringIO(text, newline=""), _dialect(text)))
    except csv.Error:
        raise NotTaken(f"The file cannot be read as CSV. {PLAIN_COPY}") from None
    return [[cell.strip() for cell in row] for row in rows]


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.split("\n", 1)[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Found


def _sized(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise NotTaken("The first sheet is empty. Put the return on the first sheet.")
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise NotTaken(
            f"The first sheet must have {MOST_ROWS:,} rows and {MOST_COLUMNS} columns at most. "
            "Send only the rows of this return."
        )
    return rows
