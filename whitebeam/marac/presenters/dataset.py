"""The quarterly return as it is read, printed and taken away."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from whitebeam.marac.queries.dataset import Span
from whitebeam.marac.rules.dataset import Band, Cell

HEADINGS = ("Field", "Value", "Unit", "Of", "Published range", "Note")
QUARTERS_SHOWN = 8
# No record is of another year, and the calendar of the program ends: an address may ask anything.
YEARS_COUNTED = range(2000, 2200)
MONTHS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of the return, ready to print."""

    code: str
    label: str
    value: str
    of: str
    band: str
    tone: str
    verdict: str
    note: str
    opens: bool

    @classmethod
    def of_cell(cls, cell: Cell) -> "Line":
        verdict = {True: "within", False: "outside", None: ""}[cell.is_within]
        return cls(
            code=cell.code,
            label=cell.label,
            value=shown(cell),
            of=f"{cell.whole:,}" if cell.whole is not None else "",
            band=band_shown(cell.band),
            tone={"within": "green", "outside": "yellow"}.get(verdict, ""),
            verdict=verdict,
            note=cell.note,
            opens=bool(cell.cases),
        )


def shown(cell: Cell) -> str:
    """Return a value as it is read; what is not known is said, never shown as nought."""
    if cell.value is None:
        return "Not known"
    number = f"{cell.value:,.1f}".removesuffix(".0")
    return f"{number}%" if cell.unit == "%" else number


def band_words(band: Band | None) -> str:
    """Return a published range in words."""
    if band is None:
        return ""
    if band.low == band.high:
        return f"about {band.low:g} ({band.source})"
    return f"{band.low:g} to {band.high:g} ({band.source})"


def band_shown(band: Band | None) -> str:
    """Return a published range as it stands on a page: of an address, the host alone."""
    if band is None:
        return ""
    host = urlsplit(band.source).hostname
    return band_words(replace(band, source=host) if host else band)


def as_csv(cells: Iterable[Cell]) -> str:
    """Return the return as a table of commas."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(cells))
    return out.getvalue()


def as_workbook(cells: Iterable[Cell], *, title: str, on: date) -> bytes:
    """Return the return as a spreadsheet in the published shape, dated the last day it counts.

    The moment of writing is left out: the same figures make the same file.
    """
    book = Workbook()
    book.properties.created = book.properties.modified = datetime.combine(on, time())
    sheet = book.active
    sheet.title = "MARAC dataset"
    sheet.append([title])
    sheet.append(list(HEADINGS))
    for row in _rows(cells):
        sheet.append(list(row))
    sheet.column_dimensions["A"].width = 46
    sheet.freeze_panes = "A3"
    out = BytesIO()
    ExcelWriter(book, ZipFile(out, "w", ZIP_DEFLATED)).save()
    return out.getvalue()


def quarters(on: date, *, chosen: date) -> list[tuple[str, str, bool]]:
    """Return the quarters to choose from, newest first: value, words, whether it is chosen."""
    first = quarter_of(on).first_on
    found = []
    for _ in range(QUARTERS_SHOWN):
        span = quarter_of(first)
        found.append((first.isoformat(), words(span), first == chosen))
        first = quarter_of(first - timedelta(days=1)).first_on
    return found


def quarter_of(day: date) -> Span:
    """Return the calendar quarter of a day."""
    month = day.month - (day.month - 1) % MONTHS
    first = date(day.year, month, 1)
    after = date(day.year + (month + MONTHS > 12), (month + MONTHS - 1) % 12 + 1, 1)
    return Span(first, after - timedelta(days=1))


def quarter_asked(given: str, *, otherwise: date) -> Span:
    """Return the quarter of a day in an address; of another day, if it is none that is counted."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = otherwise
    return quarter_of(day if day.year in YEARS_COUNTED else otherwise)


def year_to(span: Span) -> Span:
    """Return the twelve months that end with these."""
    after = span.last_on + timedelta(days=1)
    return Span(after.replace(year=after.year - 1), span.last_on, span.panel)


def words(span: Span) -> str:
    """Return months in words."""
    first, last = span.first_on, span.last_on
    same = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
    return f"{same} to {last:%B %Y}"


def _rows(cells: Iterable[Cell]) -> Sequence[tuple[object, ...]]:
    return [
        (
            cell.label,
            "Not known" if cell.value is None else cell.value,
            cell.unit,
            "" if cell.whole is None else cell.whole,
            band_words(cell.band),
            cell.note,
        )
        for cell in cells
    ]
