"""The file of heads, read as evidence: what is signed, what was lost, what cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from whitebeam.audit.rules.heads import (
    NotALine,
    SignedBreak,
    SignedHead,
    is_signed,
    read_line,
)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is not as it was sealed, by the first place in the log that it touches."""

    position: int
    text: str


@dataclass(slots=True)
class Book:
    """The heads of a file by size, those that a break set aside, and what was found wrong."""

    heads: dict[int, SignedHead] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    lost: set[SignedHead] = field(default_factory=set)
    # Sizes (above, up to) whose heads the file lost and the database kept.
    unwritten: list[tuple[int, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    size: int = 0

    def lacks(self, head: SignedHead) -> bool:
        """Return whether the file should have this head of the database, and has not."""
        if any(above < head.size <= upto for above, upto in self.unwritten):
            return False
        return self.heads.get(head.size) != head


def read_book(
    lines: Sequence[str], *, public: bytes, known: frozenset[int] = frozenset(), name: str
) -> Book:
    """Return what the lines of a file of heads say; `known` are lines that somebody answers for."""
    book = Book()
    for number, text in enumerate(lines, start=1):
        place = f"{name}, line {number}"
        try:
            line = read_line(text)
        except NotALine:
            _note(book, number, known, f"{place} cannot be read")
            continue
        if not is_signed(line, public=public):
            _find(book, f"{place} is not signed with this key")
        elif isinstance(line, SignedBreak):
            _resume(book, line, number)
            _note(
                book,
                number,
                known,
                f"{place}: at {line.signed_at} the file had {line.file_size} entries and the"
                f" database {line.database_size}, and the log went on from there",
            )
        elif line.size <= book.size:
            _find(book, f"{place} goes back from {book.size} entries to {line.size}")
        else:
            book.heads[line.size], book.lines[line.size] = line, number
            book.size = line.size
    return book


def _resume(book: Book, line: SignedBreak, number: int) -> None:
    for size in [size for size in book.heads if size > line.database_size]:
        book.lost.add(book.heads.pop(size))
    at_same_size = book.heads.get(line.database_size)
    if at_same_size is not None and at_same_size.root != line.database_root:
        book.lost.add(book.heads.pop(line.database_size))
    if line.file_size < line.database_size:
        book.unwritten.append((line.file_size, line.database_size))
    book.size = line.database_size


def _note(book: Book, number: int, known: frozenset[int], text: str) -> None:
    if number not in known:
        _find(book, text)


def _find(book: Book, text: str) -> None:
    book.findings.append(Finding(book.size, text))
