"""Spreadsheets from outside: read whatever they are, and refused kindly when they mean harm."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from whitebeam.indicators.files.spreadsheets import NotTaken, rows_of

ROWS = [["Code", "Number"], ["REF-01", "12"], ["REF-02", "3.5"]]
ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>
 </office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
 <manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def an_xlsx(rows=ROWS, *, change=None):
    book = Workbook()
    for row in rows:
        book.active.append([float(c) if c.replace(".", "").isdigit() else c for c in row])
    written = BytesIO()
    book.save(written)
    return with_entry(written.getvalue(), **change) if change else written.getvalue()


def an_ods():
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell office:value-type='string'><text:p>{c}</text:p></table:table-cell>"
            for c in row
        )
        + "</table:table-row>"
        for row in ROWS
    )
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=cells))
    return written.getvalue()


def with_entry(data, *, name, content):
    """Put an entry into an archive, in place of one of that name."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("figures.xlsx", an_xlsx()),
        ("figures.ods", an_ods()),
        ("figures.csv", b"\xef\xbb\xbfCode,Number\r\nREF-01,12\r\nREF-02,3.5\r\n\r\n"),
        ("figures.csv", b"Code;Number\nREF-01;12\nREF-02;3.5\n"),
        ("figures.CSV", b"Code\tNumber\nREF-01\t12\nREF-02\t3.5\n"),
    ],
)
def test_reads_the_first_sheet_of(name, data):
    assert rows_of(name, data) == ROWS


def test_rows_keep_their_numbers_below_an_empty_one():
    book = Workbook()
    book.active["A3"] = "Code"
    written = BytesIO()
    book.save(written)

    assert rows_of("a.xlsx", written.getvalue()) == [[""], [""], ["Code"]]


def a_bomb():
    return an_xlsx(change={"name": "xl/media/big.bin", "content": b"0" * 120_000_000})


def billion_laughs():
    inside = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 30))
    xml = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">{inside}]><sst>&l29;</sst>'
    return an_xlsx(change={"name": "xl/sharedStrings.xml", "content": xml})


def in_another_alphabet():
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE l [<!ENTITY l0 "ha">]><sst/>'
    return an_xlsx(change={"name": "xl/sharedStrings.xml", "content": xml.encode("utf-16")})


def many_entries():
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/{number}.bin", b"")
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", a_bomb(), "unpacks to far more"),
        ("a.xlsx", many_entries(), "unpacks to far more"),
        ("a.xlsx", billion_laughs(), "definitions that a spreadsheet does not need"),
        ("a.xlsx", in_another_alphabet(), "definitions that a spreadsheet does not need"),
        ("a.xlsx", an_xlsx(change={"name": "xl/vbaProject.bin", "content": b"x"}), "holds macros"),
        ("a.xlsx", an_xlsx(change={"name": "xl/externalLinks/1.xml", "content": b"x"}), "links"),
        ("a.xlsx", an_xlsx(change={"name": "xl/media/more.zip", "content": b"x"}), "other files"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "locked with a password or in an old form"),
        ("a.xlsx", an_xlsx()[:900], "cannot be read"),
        ("a.ods", an_ods()[:300], "cannot be read"),
        (
            "a.xlsx",
            an_xlsx(change={"name": "xl/workbook.xml", "content": b"<broken"}),
            "cannot be read",
        ),
        ("a.xlsm", an_xlsx(), "must be XLSX, ODS or CSV"),
        ("a.pdf", b"%PDF-1.7", "must be XLSX, ODS or CSV"),
        ("a.csv", b"a,b\x00\n", "not plain text"),
        ("a.csv", b"", "first sheet is empty"),
        ("a.csv", b"\n\n\n", "first sheet is empty"),
        ("a.csv", b"1\n" * 5_001, "5,000 rows and 60 columns at most"),
        ("a.csv", b"1," * 60 + b"1\n", "5,000 rows and 60 columns at most"),
        ("a.xlsx", b"0" * (2 * 1024 * 1024 + 1), "2 MB or smaller"),
    ],
)
def test_refuses_kindly(name, data, said):
    with pytest.raises(NotTaken, match=said):
        rows_of(name, data)


def test_a_sheet_as_wide_as_they_come_is_read_no_further_than_is_needed():
    wide = an_xlsx([[*("x" for _ in range(16_000))]])

    with pytest.raises(NotTaken, match="60 columns at most"):
        rows_of("a.xlsx", wide)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "@SUM(A1)", "-2", '=HYPERLINK("x")'])
def test_a_formula_in_a_csv_is_only_text(formula):
    assert rows_of("a.csv", f"Code\n{formula}\n".replace('"', "'").encode())[1][0].startswith(
        formula[:2]
    )
