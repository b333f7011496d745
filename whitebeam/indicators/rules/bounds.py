"""Which hidden counts can be worked out too narrowly: integer programming over what is printed."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import highspy

from whitebeam.indicators.rules.solver import QuietSolver

Place = TypeVar("Place", bound=Hashable)

# No count of this field is larger; a hidden total has no other upper end.
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a count can be."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Sum(Generic[Place]):
    """A total and the parts that make it."""

    total: Place
    parts: tuple[Place, ...]


def narrower_than(
    width: int,
    wanted: Iterable[Place],
    *,
    truth: Mapping[Place, int],
    known: Mapping[Place, Range],
    sums: Iterable[Sum[Place]],
) -> list[Place]:
    """Return those of the wanted counts that can only lie within fewer than `width + 1` values.

    Every whole solution that is met on the way shows values that are possible, so that most counts
    are cleared by a few solutions, and only the doubtful are solved for themselves.
    """
    asked = list(wanted)
    attack = _Attack(list(known), known, list(sums), truth)
    attack.spread(asked)
    return [place for place in asked if attack.width_of(place, at_least=width) < width]


@dataclass(slots=True)
class _Attack(Generic[Place]):
    """What is printed as a system of equations, and the values that each count was seen to take."""

    places: Sequence[Place]
    known: Mapping[Place, Range]
    sums: Sequence[Sum[Place]]
    truth: Mapping[Place, int]
    columns: dict[Place, int] = field(init=False)
    least: list[int] = field(init=False)
    most: list[int] = field(init=False)
    solver: QuietSolver = field(init=False)

    def __post_init__(self) -> None:
        self.columns = {place: number for number, place in enumerate(self.places)}
        self.least = [self.truth[place] for place in self.places]
        self.most = list(self.least)
        self.solver = QuietSolver()
        for place in self.places:
            self.solver.addVar(self.known[place].least, self.known[place].most)
        for number in self.columns.values():
            self.solver.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        for one in self.sums:
            indices = [self.columns[place] for place in (one.total, *one.parts)]
            self.solver.addRow(0, 0, len(indices), indices, [-1.0] + [1.0] * len(one.parts))

    def spread(self, asked: Sequence[Place]) -> None:
        """Push all of them up together, down together, and half against half."""
        numbers = [self.columns[place] for place in asked]
        for half in (numbers, numbers[::2], numbers[1::2]):
            self._solve(dict.fromkeys(half, 1.0))
            self._solve(dict.fromkeys(half, -1.0))

    def width_of(self, place: Place, *, at_least: int) -> int:
        """Return how far apart the values of this count can be; exact if below `at_least`."""
        column = self.columns[place]
        for factor in (1.0, -1.0):
            if self.most[column] - self.least[column] < at_least:
                self._solve({column: factor})
        return self.most[column] - self.least[column]

    def _solve(self, objective: Mapping[int, float]) -> None:
        for column, factor in objective.items():
            self.solver.changeColCost(column, factor)
        self.solver.run()
        if self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            for column, value in enumerate(self.solver.getSolution().col_value):
                count = round(value)
                self.least[column] = min(self.least[column], count)
                self.most[column] = max(self.most[column], count)
        for column in objective:
            self.solver.changeColCost(column, 0.0)
