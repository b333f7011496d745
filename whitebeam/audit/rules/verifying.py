"""Whether a log is as it was sealed, and if not, the first entry or head that is not.

tools/verify_audit.py does the same without this code, for whoever would rather trust their own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from whitebeam.audit.rules.book import Book, Finding, read_book
from whitebeam.audit.rules.canonical import canonical, type_of_row
from whitebeam.audit.rules.heads import SignedHead, is_signed
from whitebeam.audit.rules.merkle import Frontier, leaf_hash

# Longer than a signed context lives, so than a transaction that writes entries.
GRACE = timedelta(minutes=15)
FILE = "heads file"


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A leaf with its entry, or with None where the entry is gone."""

    position: int
    entry_id: int
    hash: str
    entry: type_of_row | None


@dataclass(frozen=True)
class Log:
    """All that is verified. `copies` are files of heads that others kept, by name."""

    sealed: Iterable[SealedRow]
    unsealed: Iterable[type_of_row]
    heads: Sequence[SignedHead]
    lines: Sequence[str]
    copies: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at and what was found, the first place first."""

    entries: int
    heads: int
    waiting: int
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Walk:
    """The way through the leaves: the roots at each size, and what was wrong on the way."""

    wanted: set[int]
    roots: dict[int, str] = field(default_factory=dict)
    ids: set[int] = field(default_factory=set)
    late: list[tuple[int, type_of_row]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    size: int = 0


def verify(log: Log, *, public: bytes, known: frozenset[int] = frozenset()) -> Report:
    """Return whether every entry, leaf, head and line is as it was sealed."""
    book = read_book(log.lines, public=public, known=known, name=FILE)
    sizes = {head.size for head in log.heads}
    walk = _walk(log.sealed, wanted=sizes | set(book.heads), newest=max(sizes, default=0))
    waiting = [(walk.size, entry) for entry in log.unsealed]
    findings = [
        *walk.findings,
        *_heads_found(log.heads, walk, book, public=public),
        *book.findings,
        *_lines_found(log.heads, walk, book),
        *_copies_found(log.copies, book, public=public),
        *_left_out([*walk.late, *waiting], heads=log.heads, ids=walk.ids),
    ]
    return Report(
        entries=walk.size,
        heads=len(log.heads),
        waiting=len(walk.late) + len(waiting),
        findings=tuple(sorted(findings, key=lambda finding: finding.position)),
    )


def _walk(sealed: Iterable[SealedRow], *, wanted: set[int], newest: int) -> Walk:
    walk, frontier = Walk(wanted), Frontier()
    for row in sealed:
        walk.findings += _row_found(row, expected=walk.size, ids=walk.ids)
        walk.ids.add(row.entry_id)
        frontier = frontier.append(bytes.fromhex(row.hash))
        walk.size = frontier.size
        if walk.size in wanted:
            walk.roots[walk.size] = frontier.root.hex()
        if walk.size > newest and row.entry is not None:
            walk.late.append((row.position, row.entry))
    return walk


def _row_found(row: SealedRow, *, expected: int, ids: set[int]) -> Iterator[Finding]:
    named = f"entry {row.entry_id} (position {row.position})"
    if row.position != expected:
        yield Finding(expected, f"position {expected} is missing; the next is {named}")
    if row.entry_id in ids:
        yield Finding(expected, f"{named} is in the log twice")
    if row.entry is None:
        yield Finding(expected, f"{named} was deleted")
    elif leaf_hash(canonical(row.entry)).hex() != row.hash or row.entry["id"] != row.entry_id:
        yield Finding(expected, f"{named} was changed")


def _heads_found(
    heads: Sequence[SignedHead], walk: Walk, book: Book, *, public: bytes
) -> Iterator[Finding]:
    good = 0
    for head in sorted(heads, key=lambda head: head.size):
        named = f"head of {head.size} entries in the database"
        # What the file has as well was checked when the file was read.
        if book.heads.get(head.size) != head and not is_signed(head, public=public):
            yield Finding(good, f"{named} is not signed with this key")
        if book.lacks(head):
            yield Finding(good, f"{named} is not in the {FILE}")
        found = _root_found(head, walk, good=good, named=named)
        if found is not None:
            yield found
            return
        good = head.size


def _lines_found(heads: Sequence[SignedHead], walk: Walk, book: Book) -> Iterator[Finding]:
    held = {head.size: head for head in heads}
    good = 0
    for head in sorted(book.heads.values(), key=lambda head: head.size):
        named = f"head of {head.size} entries in the {FILE}, line {book.lines[head.size]}"
        found = _root_found(head, walk, good=good, named=named)
        if found is not None:
            yield found
            return
        if held.get(head.size) != head:
            yield Finding(good, f"{named} is not in the database")
        good = head.size


def _root_found(head: SignedHead, walk: Walk, *, good: int, named: str) -> Finding | None:
    if head.size > walk.size:
        return Finding(walk.size, f"{named}: the log ends before it, at position {walk.size}")
    if walk.roots[head.size] != head.root:
        # A row found bad in this stretch is the first place; without one, all of it may be.
        bad = (found.position for found in walk.findings if found.position >= good)
        return Finding(
            min(bad, default=good),
            f"{named}: what is at positions {good} to {head.size - 1} is not what was sealed",
        )
    return None


def _copies_found(
    copies: Mapping[str, Sequence[str]], book: Book, *, public: bytes
) -> Iterator[Finding]:
    ours = set(book.heads.values()) | book.lost
    for name, lines in copies.items():
        copy = read_book(lines, public=public, known=frozenset(range(1, len(lines) + 1)), name=name)
        yield from copy.findings
        for head in sorted({*copy.heads.values(), *copy.lost} - ours, key=lambda head: head.size):
            yield Finding(
                head.size - 1, f"{name}: its head of {head.size} entries is not in the {FILE}"
            )


def _left_out(
    waiting: Sequence[tuple[int, type_of_row]], *, heads: Sequence[SignedHead], ids: set[int]
) -> Iterator[Finding]:
    if not heads:
        return
    limit = datetime.fromisoformat(max(head.signed_at for head in heads)) - GRACE
    for position, entry in waiting:
        if datetime.fromisoformat(entry["at"]) < limit:
            named = f"entry {entry['id']} of {entry['at']}"
            yield Finding(position, f"{named} is older than the newest head and not sealed in it")
