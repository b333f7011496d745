"""The guide of each role, as the pack writes it: paragraphs and lists, nothing else."""

from dataclasses import dataclass

ROLES = ("representative", "coordinator", "chair", "adviser", "referrer", "guest")
BULLET = "- "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the points of a list."""

    text: str
    points: tuple[str, ...]


def blocks_of(body: str) -> tuple[Block, ...]:
    """Return the paragraphs and lists of a guide. Stars around words are left out."""
    plain = body.replace("*", "")
    return tuple(_block(part.strip()) for part in plain.split("\n\n") if part.strip())


def _block(part: str) -> Block:
    if part.startswith(BULLET):
        points = f"\n{part}".split(f"\n{BULLET}")[1:]
        return Block("", tuple(" ".join(point.split()) for point in points))
    return Block(" ".join(part.split()), ())
