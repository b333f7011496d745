"""Documents to keep: tagged PDF (PDF/UA-1), marked on every page with who had it made and when.

Built from the named values below alone, without files of the server and without the network.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

SOURCE = Path(__file__).parent / "print" / "document.typ"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs and a list."""

    title: str
    lines: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A document; `mark` stands across and under every page."""

    title: str
    mark: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


def tagged_pdf(document: Printed) -> bytes:
    """Return the document as a PDF that a screen reader can read."""
    with TemporaryDirectory(prefix="wb-print-") as nothing:
        source: bytes = SOURCE.read_bytes()
        made = typst.compile(  # type: ignore[type-var]  # its stubs take bytes for a list
            source,
            root=nothing,
            ignore_system_fonts=True,
            sys_inputs={"given": json.dumps(asdict(document))},
            pdf_standards=["ua-1"],
        )
    assert isinstance(made, bytes)
    return made
