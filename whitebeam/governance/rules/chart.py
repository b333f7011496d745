"""Where the boxes and lines of a chart of groups go. Pure; the template draws them.

Each group stands on a line of its own, indented under the one above it, so that the drawing reads
from top to bottom like the list beside it and fits a narrow screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ROW, INDENT, BOX, WIDTH, LETTER, EDGE = 44, 28, 32, 640, 7.4, 8


@dataclass(frozen=True, slots=True)
class Node:
    """One group: its code, its name, and the code of the one above it."""

    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Box:
    """One drawn group: its place, its words, and the line to the one above it."""

    code: str
    name: str
    depth: int
    x: float
    y: float
    width: float
    line: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The whole drawing."""

    width: int
    height: int
    boxes: tuple[Box, ...]


def draw(nodes: Iterable[Node]) -> Drawn:
    """Return the drawing of these groups; one whose parent is not among them stands at the edge.

    Those to whom others report come first, so that what belongs together is seen before what stands
    alone.
    A ring of groups that name each other has no top; its members are drawn at the left edge.
    """
    known = {node.code: node for node in nodes}
    order = _ordered(known)
    rows = {code: row for row, (code, _) in enumerate(order)}
    boxes = tuple(
        _box(
            known[code],
            depth,
            row=rows[code],
            above=rows.get(known[code].parent) if depth else None,
        )
        for code, depth in order
    )
    return Drawn(WIDTH, len(boxes) * ROW + EDGE, boxes)


def _ordered(known: dict[str, Node]) -> list[tuple[str, int]]:
    children: dict[str, list[Node]] = {}
    for node in known.values():
        above = node.parent if node.parent in known else ""
        children.setdefault(above, []).append(node)
    found: list[tuple[str, int]] = []
    _walk("", 0, children, found)
    seen = {code for code, _ in found}
    return found + [(code, 0) for code in known if code not in seen]


def _walk(
    above: str, depth: int, children: dict[str, list[Node]], found: list[tuple[str, int]]
) -> None:
    stands_alone = {node.code: node.code not in children for node in children.get(above, ())}
    for node in sorted(children.get(above, ()), key=lambda n: (stands_alone[n.code], n.name)):
        found.append((node.code, depth))
        _walk(node.code, depth + 1, children, found)


def _box(node: Node, depth: int, *, row: int, above: int | None) -> Box:
    x, y = EDGE + depth * INDENT, EDGE + row * ROW
    most = WIDTH - x - EDGE
    letters = int((most - 2 * EDGE) / LETTER)
    name = node.name if len(node.name) <= letters else f"{node.name[: letters - 1].rstrip()}…"
    width = min(most, round(len(name) * LETTER + 2 * EDGE, 1))
    return Box(node.code, name, depth, x, y, width, _line(x, y, above))


def _line(x: float, y: float, above: int | None) -> str:
    if above is None:
        return ""
    from_x, from_y = x - INDENT / 2, EDGE + above * ROW + BOX
    return f"M{from_x:g} {from_y:g}V{y + BOX / 2:g}H{x:g}"
