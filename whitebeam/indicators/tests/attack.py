"""The attacker: whoever has every table ever released and the rule, and a solver. Shares no code
with what protects. And the synthetic releases that are attacked.

What it is given: all printed tables with their totals, the rounding rule, which printed blanks stand
for small counts, which places did not change between releases. What it tries: the least and the most
that each small hidden count can be, over whole numbers; differences of tables come with that, for all
tables stand in one system.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import product
from random import Random

import highspy

from whitebeam.indicators.rules.bounds import Sum
from whitebeam.indicators.rules.disclosure import Place, Released, Tables, Unsafe, protect
from whitebeam.indicators.rules.solver import QuietSolver

DISTRICTS = [f"D{number:02}" for number in range(13)]
MEASURES = ("all", "done", "rest")
GROUPS = ["women", "men", "other"]
WORST = 10**7


@dataclass
class Found:
    """What the attacks came to."""

    released: int = 0
    attacked: int = 0
    exact: int = 0
    within_three: int = 0
    refused: int = 0
    printed: int = 0
    hidden: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def line(self, name: str) -> str:
        share = 100 * self.within_three / max(self.attacked, 1)
        hidden = 100 * self.hidden / max(self.printed, 1)
        return (
            f"{name}: {self.released:,} releases, {self.attacked:,} small counts attacked, {self.exact:,} known exactly,"
            f" {self.within_three:,} ({share:.1f}%) within three values;"
            f" {hidden:.0f}% of {self.printed:,} cells hidden, {self.refused:,} releases refused"
        )


Protecting = Callable[[Tables, tuple[Released, ...]], Mapping[Place, int | None]]


def story(dice: Random, *, releases: int) -> list[Tables]:
    """Invent one quarter's tables as they are released and restated: each time a few cases more."""
    scale = dice.choice([3, 8, 20, 60])
    counts = {
        (district, group): max(0, round(dice.gauss(scale / 3, scale / 3)))
        for district in DISTRICTS[: dice.choice([3, 4, 5, 6, 8, 13])]
        for group in GROUPS
    }
    done = {
        place: sum(dice.random() < 0.8 for _ in range(count)) for place, count in counts.items()
    }
    told = []
    for _ in range(releases):
        told.append(tables_of(counts, done))
        for place in dice.sample(sorted(counts), k=dice.randint(0, 2)):
            counts[place] += 1
            done[place] += dice.random() < 0.8
    return told


def tables_of(counts: Mapping[tuple[str, str], int], done: Mapping[tuple[str, str], int]) -> Tables:
    """Two tables of the same people, all and those done, by district, by group, and both."""
    districts = sorted({district for district, _ in counts})
    exact = _filled(counts, done)
    sums = []
    for measure in MEASURES:
        for d in ("", *districts):
            sums.append(Sum((measure, d, ""), tuple((measure, d, g) for g in GROUPS)))
        for g in ("", *GROUPS):
            sums.append(Sum((measure, "", g), tuple((measure, d, g) for d in districts)))
    for d, g in product(("", *districts), ("", *GROUPS)):
        sums.append(Sum(("all", d, g), (("done", d, g), ("rest", d, g))))
    return Tables(exact, tuple(sums), frozenset(p for p in exact if p[0] == "rest"))


def _filled(counts, done):
    filled: Counter[Place] = Counter()
    for (district, group), count in counts.items():
        finished = done[district, group]
        for measure, value in zip(MEASURES, (count, finished, count - finished), strict=True):
            for d, g in product(("", district), ("", group)):
                filled[measure, d, g] += value
    return dict(filled)


def attack(
    told: Sequence[Released], *, base: int, smallest: int, is_rounded: bool, into: Found
) -> None:
    """Solve for every small hidden count of the last release, with all releases at hand."""
    names: dict[tuple[Place, int], int] = {}
    low: list[float] = []
    high: list[float] = []
    rows: list[list[tuple[int, float]]] = []
    for release in told:
        counts = release.tables.counts
        for place, count in counts.items():
            name = names.setdefault((place, count), len(names))
            if name == len(low):
                low.append(0)
                high.append(WORST)
            least, most = _told(release, place, count, base, smallest, is_rounded)
            low[name], high[name] = max(low[name], least), min(high[name], most)
        for one in release.tables.sums:
            rows.append(
                [(names[one.total, counts[one.total]], -1.0)]
                + [(names[part, counts[part]], 1.0) for part in one.parts]
            )
    last = told[-1]
    into.printed += len(last.shown)
    into.hidden += sum(shown is None for shown in last.shown.values())
    targets = [
        (place, count)
        for place, count in last.tables.counts.items()
        if 0 < count < smallest and last.shown.get(place) is None
    ]
    _solve(targets, names, low, high, rows, into)


def _told(release, place, count, base, smallest, is_rounded):
    shown = release.shown.get(place)
    if shown is None:
        if place in release.tables.implied:
            return 0, WORST
        return (
            (1, smallest - 1)
            if 0 < count < smallest
            else ((0, 0) if count == 0 else (smallest, WORST))
        )
    if not is_rounded or shown == 0:
        return shown, shown
    return max(smallest, shown - base // 2), shown + base // 2


def _solve(targets, names, low, high, rows, into):
    system = _System(low, high, rows)
    aimed = [names[target] for target in targets]
    # Whatever is seen to take distant values needs no attack of its own.
    for together in (aimed, aimed[::2], aimed[1::2], aimed[::3]):
        system.push(together, 1.0)
        system.push(together, -1.0)
    for target, name in zip(targets, aimed, strict=True):
        least, most = system.narrowed(name)
        into.attacked += 1
        into.exact += least == most
        into.within_three += most - least < 3
        if least == most != target[1]:
            into.wrong.append(f"{target} is not {least}")


class _System:
    """All that was told, as equations over whole numbers, and what each unknown was seen to be."""

    def __init__(self, low, high, rows):
        self.seen = [(WORST, 0)] * len(low)
        self.solver = QuietSolver()
        for name, (least, most) in enumerate(zip(low, high, strict=True)):
            self.solver.addVar(least, most)
            self.solver.changeColIntegrality(name, highspy.HighsVarType.kInteger)
        for row in rows:
            merged: Counter[int] = Counter()
            for name, factor in row:
                merged[name] += factor
            self.solver.addRow(0, 0, len(merged), list(merged), list(merged.values()))

    def push(self, columns, factor):
        for column in columns:
            self.solver.changeColCost(column, factor)
        self.solver.run()
        for column, value in enumerate(self.solver.getSolution().col_value):
            least, most = self.seen[column]
            self.seen[column] = (min(least, round(value)), max(most, round(value)))
        for column in columns:
            self.solver.changeColCost(column, 0.0)

    def narrowed(self, name):
        for factor in (1.0, -1.0):
            if self.seen[name][1] - self.seen[name][0] < 3:
                self.push([name], factor)
        return self.seen[name]


def play(
    seed: int, protecting: Protecting, *, is_rounded: bool, into: Found, releases: int = 3
) -> None:
    """Release one story, restate it, and attack what is out each time."""
    told: list[Released] = []
    for tables in story(Random(seed), releases=releases):
        try:
            shown = protecting(tables, tuple(told))
        except Unsafe:
            into.refused += 1
            continue
        told.append(Released(tables, shown))
        into.released += 1
        attack(told, base=5, smallest=8, is_rounded=is_rounded, into=into)


def by_rule(tables: Tables, earlier: tuple[Released, ...]) -> Mapping[Place, int | None]:
    return protect(tables, earlier=earlier)
