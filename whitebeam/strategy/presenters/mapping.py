"""The way from one framework to the next, as a drawing and a table."""

from collections import Counter
from collections.abc import Mapping as Places
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from whitebeam.strategy.models import Framework, Mapping

WIDTH, TOP, BOX, BOX_WIDTH, STEP = 640, 44, 40, 110, 66


@dataclass(frozen=True, slots=True)
class Box:
    """A strand in the drawing."""

    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Way:
    """How many promises of one strand led to another."""

    path: str
    width: float


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One earlier promise and what became of it."""

    earlier: str
    words: str
    became: str
    colour: str
    later: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Every way between the frameworks."""

    heads: tuple[Box, ...]
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    height: int
    sentence: str
    rows: tuple[MappingRow, ...]


def picture_of(frameworks: Sequence[Framework], mappings: Sequence[Mapping]) -> Picture:
    """Return the drawing of what continued, was split and ended."""
    places = {
        strand.pk: (_x(column, len(frameworks)), TOP + row * STEP)
        for column, framework in enumerate(frameworks)
        for row, strand in enumerate(framework.strands.all())
    }
    boxes = tuple(
        Box(f"{framework.strand_word} {strand.number}", *places[strand.pk])
        for framework in frameworks
        for strand in framework.strands.all()
    )
    heads = tuple(
        Box(one.short, _x(place, len(frameworks)), 18) for place, one in enumerate(frameworks)
    )
    deepest = max((len(one.strands.all()) for one in frameworks), default=1)
    rows = _rows(mappings)
    counted = Counter(row.became for row in rows)
    return Picture(
        heads,
        boxes,
        _ways(mappings, places),
        TOP + deepest * STEP,
        f"{counted['Continued']} promises continued, {counted['Split']} were split over several"
        f" parts, {counted['Ended']} ended.",
        rows,
    )


def _x(column: int, columns: int) -> float:
    return round(column * (WIDTH - BOX_WIDTH) / max(columns - 1, 1), 1)


def _ways(
    mappings: Sequence[Mapping], places: Places[UUID, tuple[float, float]]
) -> tuple[Way, ...]:
    counted = Counter(
        (one.earlier.strand_id, one.later_id) for one in mappings if one.later_id is not None
    )
    return tuple(
        Way(_curve(places[start], places[end]), min(1.5 + number, 9))
        for (start, end), number in counted.items()
        if start in places and end in places
    )


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    x1, y1 = start[0] + BOX_WIDTH, start[1] + BOX / 2
    x2, y2 = end[0], end[1] + BOX / 2
    half = round((x1 + x2) / 2, 1)
    return f"M{x1} {y1} C{half} {y1} {half} {y2} {x2} {y2}"


def _rows(mappings: Sequence[Mapping]) -> tuple[MappingRow, ...]:
    by_promise: dict[object, list[Mapping]] = {}
    for one in mappings:
        by_promise.setdefault(one.earlier_id, []).append(one)
    return tuple(_row(ways) for ways in by_promise.values())


def _row(ways: list[Mapping]) -> MappingRow:
    earlier = ways[0].earlier
    named = f"{earlier.strand.framework.short}, {earlier.strand.name}"
    later = [one.later for one in ways if one.later is not None]
    if not later:
        return MappingRow(named, earlier.words, "Ended", "grey", ways[0].note)
    became, colour = ("Split", "purple") if len(later) > 1 else ("Continued", "green")
    return MappingRow(
        named,
        earlier.words,
        became,
        colour,
        ", ".join(f"{one.name} ({one.framework.short})" for one in later),
    )
