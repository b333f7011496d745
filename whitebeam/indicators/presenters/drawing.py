"""Where the lines, limits and tiles of a chart go, worked out before the template draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whitebeam.govuk.charts import round_up
from whitebeam.indicators.rules.control import Limits, Signal

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, FOOT = 64, 24, 22, 34
TILE, GAP, SHADES = 84, 6, 5
LABEL_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of a trend; `mark` names the signal there, if any."""

    x: float
    y: float
    label: str
    value: str
    is_labelled: bool
    mark: str


@dataclass(frozen=True, slots=True)
class Band:
    """The limits of chance of one stretch, as a box, with the mean as a line."""

    x: float
    y: float
    width: float
    height: float
    mean_y: float


@dataclass(frozen=True, slots=True)
class Trend:
    """A series through time as it is drawn."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    paths: tuple[str, ...]
    bands: tuple[Band, ...]
    rules: tuple[tuple[float, str], ...]
    breaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One district on the tile map."""

    x: int
    y: int
    name: str
    letters: str
    value: str
    opacity: str
    is_empty: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """The districts as tiles, darker where the value is higher."""

    width: int
    height: int
    size: int
    tiles: tuple[Tile, ...]


def trend(
    points: Sequence[tuple[str, float | None, str]],
    *,
    limits: Sequence[Limits],
    signals: Sequence[Signal],
    breaks: Sequence[int],
) -> Trend:
    """Return a trend of (label, value, words); where a value is missing, the line is broken."""
    tops = [value for _, value, _ in points if value is not None] + [one.high for one in limits]
    scale = _Scale(len(points), round_up(max(tops, default=0)))
    marks = {one.at: one.kind.value for one in signals}
    dots = tuple(
        Dot(
            scale.x(at),
            scale.y(value),
            label,
            words,
            at in {0, len(points) // 2, len(points) - 1},
            marks.get(at, ""),
        )
        for at, (label, value, words) in enumerate(points)
        if value is not None
    )
    rules = tuple((scale.y(scale.top * n / 4), _axis(scale.top * n / 4)) for n in range(5))
    return Trend(
        WIDTH,
        HEIGHT,
        dots,
        _paths(points, breaks, scale),
        tuple(_band(one, scale) for one in limits),
        rules,
        tuple(round(scale.x(at) - scale.step / 2, 1) for at in breaks),
    )


def tile_map(
    places: Mapping[str, Sequence[int]],
    *,
    names: Mapping[str, str],
    values: Mapping[str, tuple[float | None, str]],
) -> TileMap:
    """Return the districts as tiles at their columns and rows, shaded by value in five steps."""
    numbers = [value for value, _ in values.values() if value is not None]
    least, most = min(numbers, default=0), max(numbers, default=0)
    step = TILE + GAP
    tiles = []
    for code, (column, row) in places.items():
        if code in names:
            value, words = values.get(code, (None, "–"))
            tiles.append(
                Tile(
                    column * step,
                    row * step,
                    names[code],
                    names[code][:LABEL_LETTERS],
                    words,
                    _opacity(value, least, most),
                    value is None,
                )
            )
    columns = max((place[0] for place in places.values()), default=0) + 1
    rows = max((place[1] for place in places.values()), default=0) + 1
    return TileMap(columns * step, rows * step, TILE, tuple(tiles))


@dataclass(frozen=True, slots=True)
class _Scale:
    many: int
    top: float

    @property
    def step(self) -> float:
        return (WIDTH - LEFT - RIGHT - 40) / max(self.many - 1, 1)

    def x(self, at: float) -> float:
        return round(LEFT + 20 + at * self.step, 1)

    def y(self, value: float) -> float:
        kept = min(max(value, 0.0), self.top)
        return round(TOP + (HEIGHT - TOP - FOOT) * (1 - kept / self.top), 1)


def _paths(
    points: Sequence[tuple[str, float | None, str]], breaks: Sequence[int], scale: _Scale
) -> tuple[str, ...]:
    runs: list[list[str]] = [[]]
    for at, (_, value, _words) in enumerate(points):
        if value is None or at in breaks:
            runs.append([])
        if value is not None:
            runs[-1].append(f"{scale.x(at)},{scale.y(value)}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)


def _band(limits: Limits, scale: _Scale) -> Band:
    left, right = scale.x(limits.first) - 10, scale.x(limits.last) + 10
    top, foot = scale.y(limits.high), scale.y(limits.low)
    width, height = round(right - left, 1), round(foot - top, 1)
    return Band(round(left, 1), top, width, height, scale.y(limits.mean))


def _axis(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:,.1f}"


def _opacity(value: float | None, least: float, most: float) -> str:
    if value is None:
        return "0"
    share = 0.0 if most == least else (value - least) / (most - least)
    return f"{0.10 + 0.09 * min(int(share * SHADES), SHADES - 1):.2f}"
