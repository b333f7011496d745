"""Seeded chance, the inventor's only source of it, so that a seed always gives one world."""

from bisect import bisect
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")


class Bag(Generic[T]):
    """Things with weights, to be drawn from with replacement."""

    def __init__(self, weighted: Sequence[tuple[T, int]]) -> None:
        self.things = tuple(thing for thing, _ in weighted)
        self.totals = tuple(accumulate(weight for _, weight in weighted))


class Dice:
    """Chance that depends on the seed and the label alone, never on what was drawn elsewhere."""

    __slots__ = ("_random", "roll")

    def __init__(self, seed: int, label: str) -> None:
        # Invention, not secrecy: the same seed must give the same world.
        self._random = Random(f"{seed}:{label}")  # noqa: S311
        self.roll = self._random.random

    def chance(self, likelihood: float) -> bool:
        """Say yes as often as `likelihood`, from 0 to 1."""
        return self.roll() < likelihood

    def pick(self, things: Sequence[T]) -> T:
        """Take one of the things, each as likely."""
        return things[int(self.roll() * len(things))]

    def draw(self, bag: Bag[T]) -> T:
        """Take one of the things in the bag, by weight."""
        return bag.things[bisect(bag.totals, self.roll() * bag.totals[-1])]

    def some(self, things: Sequence[T], *, most: int, least: int = 0) -> tuple[T, ...]:
        """Take a few different things, kept in their given order."""
        wanted = min(self.number(least, most), len(things))
        chosen = {int(self.roll() * len(things)) for _ in range(wanted)}
        return tuple(things[place] for place in sorted(chosen))

    def number(self, low: int, high: int) -> int:
        """Take a whole number from low to high, both included."""
        return low + int(self.roll() * (high - low + 1))

    def day(self, first: date, last: date) -> date:
        """Take a day from first to last, both included."""
        return first + timedelta(days=self.number(0, max((last - first).days, 0)))

    def key(self) -> UUID:
        """Make a key of the form the tables use."""
        return UUID(int=self._random.getrandbits(128), version=4)
