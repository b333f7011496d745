"""The few marks of a paper's text: headings, lists and paragraphs, nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass

HEADING, SMALLER, ITEM, PARAGRAPH = "heading", "smaller", "item", "paragraph"
MARKS = (("### ", SMALLER), ("## ", HEADING), ("- ", ITEM))


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, list item or paragraph."""

    kind: str
    text: str


def blocks(body: str) -> Iterator[Block]:
    """Yield the blocks of a text; lines that follow one another are one paragraph."""
    waiting: list[str] = []
    for line in [*body.splitlines(), ""]:
        kind, text = _read(line)
        if kind == PARAGRAPH and text:
            waiting.append(text)
            continue
        if waiting:
            yield Block(PARAGRAPH, " ".join(waiting))
            waiting = []
        if kind != PARAGRAPH:
            yield Block(kind, text)


def _read(line: str) -> tuple[str, str]:
    bare = line.strip()
    for mark, kind in MARKS:
        if bare.startswith(mark):
            return kind, bare.removeprefix(mark).strip()
    return PARAGRAPH, bare
