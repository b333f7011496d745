"""Where the bars, points and rules of a chart go, worked out before the template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH = 640
HEIGHT = 260
LEFT = 8
TOP = 26
FOOT = 30
BAR_ROW = 38
LABELS = 190
# A label that is longer than most takes room from the bars, never from the edge of the page.
MOST_FOR_LABELS = 340
LETTER = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """One value with its place: for a bar its length, for a point its height."""

    label: str
    value: str
    x: float
    y: float
    length: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart and the table beside it."""

    kind: str
    title: str
    note: str
    label_heading: str
    value_heading: str
    width: int
    height: int
    marks: tuple[Mark, ...]
    path: str = ""
    rules: tuple[float, ...] = ()


def bar_chart(
    title: str,
    points: Sequence[tuple[str, float]],
    *,
    label_heading: str,
    value_heading: str,
    note: str = "",
) -> Chart:
    """Return a chart of one bar a row, longest label first read."""
    most = max([value for _, value in points], default=0) or 1
    names = min(MOST_FOR_LABELS, max(LABELS, LETTER * max((len(n) for n, _ in points), default=0)))
    room = WIDTH - names - 60
    marks = tuple(
        Mark(label, plain(value), names, row * BAR_ROW + 8, round(room * value / most, 1))
        for row, (label, value) in enumerate(points)
    )
    height = len(points) * BAR_ROW + 8
    return Chart("bars", title, note, label_heading, value_heading, WIDTH, height, marks)


def line_chart(
    title: str,
    points: Sequence[tuple[str, float]],
    *,
    label_heading: str,
    value_heading: str,
    note: str = "",
) -> Chart:
    """Return a chart of values over time, its scale beginning at nought."""
    top = round_up(max([value for _, value in points], default=0))
    depth = HEIGHT - TOP - FOOT
    step = (WIDTH - 2 * LEFT - 40) / max(len(points) - 1, 1)
    marks = tuple(
        Mark(
            label,
            plain(value),
            round(LEFT + 20 + place * step, 1),
            round(TOP + depth * (1 - value / top), 1),
            0,
        )
        for place, (label, value) in enumerate(points)
    )
    path = " ".join(f"{mark.x},{mark.y}" for mark in marks)
    rules = tuple(round(TOP + depth * quarter / 4, 1) for quarter in range(5))
    return Chart(
        "line", title, note, label_heading, value_heading, WIDTH, HEIGHT, marks, path, rules
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """A share with the ends between which it lies, and the share it is held against, in 100."""

    label: str
    share: float
    low: float
    high: float
    against: float


@dataclass(frozen=True, slots=True)
class Row:
    """One share as it is drawn, in the units of the drawing, with what its table says."""

    label: str
    share: str
    against: str
    y: float
    low: float
    length: float
    at: float
    against_at: float


@dataclass(frozen=True, slots=True)
class AgainstChart:
    """Shares with their intervals, each beside the share it is held against."""

    title: str
    note: str
    label_heading: str
    share_heading: str
    against_heading: str
    width: int
    height: int
    names: float
    rows: tuple[Row, ...]


def against_chart(
    title: str,
    points: Sequence[Compared],
    *,
    label_heading: str,
    share_heading: str,
    against_heading: str,
    note: str = "",
) -> AgainstChart:
    """Return a chart of one share a row, its scale beginning at nought and common to all."""
    top = round_up(max([max(one.high, one.against) for one in points], default=0))
    names = min(
        MOST_FOR_LABELS, max(LABELS, LETTER * max((len(p.label) for p in points), default=0))
    )
    scale = (WIDTH - names - 20) / top

    def place(value: float) -> float:
        return round(scale * value, 1)

    rows = tuple(
        Row(
            one.label,
            f"{one.share:.0f}%",
            f"{one.against:g}%",
            number * BAR_ROW + 8,
            place(one.low),
            place(one.high - one.low),
            place(one.share),
            place(one.against),
        )
        for number, one in enumerate(points)
    )
    return AgainstChart(title, note, label_heading, share_heading, against_heading,
                        WIDTH, len(points) * BAR_ROW + 8, names, rows)  # fmt: skip


def plain(value: float) -> str:
    """Return a number as people write it: 1,204 or 3.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def round_up(value: float) -> float:
    """Return the next easy number, so that the top rule of a scale is one."""
    if value <= 0:
        return 1
    unit = 10 ** floor(log10(value))
    return float(ceil(value / unit) * unit)
