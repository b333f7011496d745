"""Writes a paper as DOCX: real headings, lists and table headers, and links inside the document."""

from io import BytesIO
from typing import Any

from docx import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from whitebeam.strategy.documents.parts import Document, Line, Origin
from whitebeam.strategy.rules import markup
from whitebeam.strategy.rules.numbers import Piece

HEADINGS = {markup.HEADING: 2, markup.SMALLER: 3}
COLUMNS = ("Number", "What it is", "As of", "Source")


def docx_of(paper: Document) -> bytes:
    """Return the paper as DOCX; every number is a link to its row in the list of sources."""
    docx = Docx()
    docx.core_properties.title = paper.title
    docx.core_properties.language = "en-GB"
    docx.core_properties.author = "Whitebeam"
    docx.add_heading(paper.title, 0)
    for name, value in paper.facts:
        fact = docx.add_paragraph()
        fact.add_run(f"{name}: ").bold = True
        fact.add_run(value)
    marks = {origin.code: place for place, origin in enumerate(paper.origins, 1)}
    for section in paper.sections:
        docx.add_heading(section.title, 1)
        for line in section.lines:
            _write(docx, line, marks)
    _write_origins(docx, paper.origins, marks)
    kept = BytesIO()
    docx.save(kept)
    return kept.getvalue()


def _write(docx: Any, line: Line, marks: dict[str, int]) -> None:
    if line.kind in HEADINGS:
        paragraph = docx.add_heading("", HEADINGS[line.kind])
    else:
        style = "List Bullet" if line.kind == markup.ITEM else None
        paragraph = docx.add_paragraph(style=style)
    for piece in line.pieces:
        if piece.figure in marks:
            _link(paragraph, piece, f"figure_{marks[piece.figure]}")
        else:
            paragraph.add_run(piece.text)


def _link(paragraph: Any, piece: Piece, bookmark: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    run = paragraph.add_run(piece.text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _write_origins(docx: Any, origins: tuple[Origin, ...], marks: dict[str, int]) -> None:
    docx.add_heading("Sources of the numbers", 1)
    if not origins:
        docx.add_paragraph("This paper names no number.")
        return
    table = docx.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = name
    _repeat(table.rows[0])
    for origin in origins:
        cells = table.add_row().cells
        _mark(cells[0].paragraphs[0], marks[origin.code], origin.shown)
        cells[1].text = f"{origin.label}. {origin.note}".strip(" ")
        cells[2].text = origin.as_of
        cells[3].text = origin.source


def _repeat(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _mark(paragraph: Any, place: int, text: str) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(place))
    start.set(qn("w:name"), f"figure_{place}")
    paragraph._p.append(start)
    paragraph.add_run(text)
    paragraph._p.append(end)
