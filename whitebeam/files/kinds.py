"""Which files are taken, told by their content and not by their name alone."""

from dataclasses import dataclass
from pathlib import PurePath

LARGEST = 10 * 1024 * 1024
LARGEST_ALTOGETHER = 30 * 1024 * 1024
PDF_END_WITHIN = 2048
CONTROLS = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f")
NOT_TAKEN = "Choose a PDF, a JPEG or PNG picture, or a plain text file"


class NotTaken(ValueError):
    """A sentence that says what to choose instead."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. What is `remade` leaves us as bytes that we wrote ourselves."""

    code: str
    content_type: str
    suffixes: frozenset[str]
    is_remade: bool


JPEG = Kind("JPEG", "image/jpeg", frozenset({".jpg", ".jpeg"}), is_remade=True)
PNG = Kind("PNG", "image/png", frozenset({".png"}), is_remade=True)
TEXT = Kind("TEXT", "text/plain; charset=utf-8", frozenset({".txt"}), is_remade=True)
PDF = Kind("PDF", "application/pdf", frozenset({".pdf"}), is_remade=False)
KINDS = (JPEG, PNG, TEXT, PDF)
# All that can be settled where no scanner is set up.
REMADE = tuple(kind.content_type for kind in KINDS if kind.is_remade)


def kind_of(*, name: str, data: bytes) -> Kind:
    """Return the kind that both the name and the content say.

    :raises NotTaken: if the kind is not on the list, or name and content disagree
    """
    suffix = PurePath(name).suffix.lower()
    named = next((kind for kind in KINDS if suffix in kind.suffixes), None)
    if named is None:
        raise NotTaken(NOT_TAKEN)
    if not data:
        raise NotTaken("The file is empty. Choose another")
    if len(data) > LARGEST:
        raise NotTaken("The file must be smaller than 10 MB")
    if _sniffed(data) is not named:
        raise NotTaken(f"The file is not what its name says. {NOT_TAKEN}")
    return named


def kind_with(content_type: str) -> Kind:
    """Return the kind of a file that was taken."""
    return next(kind for kind in KINDS if kind.content_type == content_type)


def plain_text(data: bytes) -> str:
    """Return a text file's text.

    :raises NotTaken: if it is no plain text
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTaken(f"The file is not plain text. {NOT_TAKEN}") from None
    if CONTROLS & set(text):
        raise NotTaken(f"The file is not plain text. {NOT_TAKEN}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _sniffed(data: bytes) -> Kind | None:
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    # A file may hide its PDF behind something else; a PDF that we take begins and ends as one.
    if data.startswith(b"%PDF-"):
        return PDF if b"%%EOF" in data[-PDF_END_WITHIN:] else None
    try:
        plain_text(data)
    except NotTaken:
        return None
    return TEXT
