"""Which changes of a series are more than chance: limits of an individuals chart, and four rules.

The limits are the mean and 2.66 times the mean moving range on either side (Shewhart's chart of
individual values). A break in the series, such as a new way of recording, begins new limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

FROM_MOVING_RANGE = 2.66
FEWEST = 6
RUN = 7
TREND = 6


class Kind(StrEnum):
    OUTSIDE = "outside the limits"
    RUN = "seven or more in a row on one side of the mean"
    TREND = "six or more in a row rising or falling"
    NEAR_LIMIT = "two of three close to one limit"


@dataclass(frozen=True, slots=True)
class Limits:
    """The mean of a stretch of points and the limits of chance around it."""

    first: int
    last: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Signal:
    """A point at which a rule says that this is more than chance."""

    at: int
    kind: Kind
    is_high: bool


def stretches(values: Sequence[float | None], *, breaks: Sequence[int] = ()) -> list[Limits]:
    """Return the limits of each stretch between breaks that has points enough for limits.

    `breaks` are the numbers of the points with which something new begins.
    """
    starts = sorted({0, *(one for one in breaks if 0 < one < len(values))})
    found = []
    for first, end in zip(starts, [*starts[1:], len(values)], strict=True):
        present = [value for value in values[first:end] if value is not None]
        if len(present) >= FEWEST:
            found.append(_limits(first, end - 1, present))
    return found


def signals(values: Sequence[float | None], limits: Sequence[Limits]) -> list[Signal]:
    """Return every signal, in order of its point; a hidden point is passed over."""
    found: dict[tuple[int, Kind], Signal] = {}
    for one in limits:
        points = [
            (at, value)
            for at, value in enumerate(values[one.first : one.last + 1], one.first)
            if value is not None
        ]
        for signal in (
            *_outside(points, one),
            *_run(points, one),
            *_trend(points),
            *_near(points, one),
        ):
            found.setdefault((signal.at, signal.kind), signal)
    return sorted(found.values(), key=lambda signal: (signal.at, signal.kind))


Points = list[tuple[int, float]]


def _limits(first: int, last: int, present: list[float]) -> Limits:
    mean = sum(present) / len(present)
    moves = [abs(after - before) for before, after in pairwise(present)]
    reach = FROM_MOVING_RANGE * sum(moves) / len(moves)
    return Limits(first, last, mean, mean - reach, mean + reach)


def _outside(points: Points, limits: Limits) -> list[Signal]:
    return [
        Signal(at, Kind.OUTSIDE, value > limits.high)
        for at, value in points
        if not limits.low <= value <= limits.high
    ]


def _run(points: Points, limits: Limits) -> list[Signal]:
    return [
        Signal(points[end][0], Kind.RUN, points[end][1] > limits.mean)
        for end in range(RUN - 1, len(points))
        if _on_one_side([value - limits.mean for _, value in points[end - RUN + 1 : end + 1]])
    ]


def _trend(points: Points) -> list[Signal]:
    found = []
    for end in range(TREND - 1, len(points)):
        values = [value for _, value in points[end - TREND + 1 : end + 1]]
        if _on_one_side([after - before for before, after in pairwise(values)]):
            found.append(Signal(points[end][0], Kind.TREND, values[-1] > values[0]))
    return found


def _near(points: Points, limits: Limits) -> list[Signal]:
    third = (limits.high - limits.mean) * 2 / 3
    found = []
    for end in range(2, len(points)):
        last = [value - limits.mean for _, value in points[end - 2 : end + 1]]
        for side in (1, -1):
            close = [value * side > third for value in last]
            if third and sum(close) >= 2 and close[-1]:
                found.append(Signal(points[end][0], Kind.NEAR_LIMIT, side > 0))
    return found


def _on_one_side(differences: list[float]) -> bool:
    return all(one > 0 for one in differences) or all(one < 0 for one in differences)
