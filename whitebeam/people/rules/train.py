"""Re-estimates a model from pairs of records, without knowing which are the same person.

Expectation-maximisation over the three classes. What unrelated people do by chance is not learned
here: it comes from how common values are, and candidate pairs are anything but chance.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from whitebeam.people.rules.levels import Field, Level
from whitebeam.people.rules.model import LIKE_ANYONE, Chances, Model, Table

Pattern = tuple[tuple[Field, Level], ...]
Weights = tuple[float, float, float]
Estimate = Mapping[tuple[Field, Level], list[float]]

# What the starting model says is worth this many pairs, so that a level that is seldom seen (a sex
# recorded otherwise, a new telephone number) stays unlikely and never becomes impossible.
PSEUDO_COUNT = 200.0
STARTING_SHARES: Weights = (0.1, 0.2, 0.7)


def train(pairs: Iterable[Pattern], *, start: Model, version: str, rounds: int = 40) -> Model:
    """Return a model fitted to candidate pairs, starting from another model."""
    counted = Counter(pairs)
    shares, table = STARTING_SHARES, start.chances
    for _ in range(rounds):
        totals, seen = _expect(counted, shares, table)
        shares = _shares(totals)
        table = _maximise(seen, start.chances)
    return replace(start, version=version, chances=_with_chance_of(start.chances, table))


def _expect(counted: Counter[Pattern], shares: Weights, table: Table) -> tuple[Weights, Estimate]:
    totals = [0.0, 0.0, 0.0]
    seen: dict[tuple[Field, Level], list[float]] = {}
    for pattern, times in counted.items():
        for place, weight in enumerate(_responsibilities(pattern, shares, table)):
            totals[place] += times * weight
            for found in pattern:
                seen.setdefault(found, [0.0, 0.0, 0.0])[place] += times * weight
    return (totals[0], totals[1], totals[2]), seen


def _responsibilities(pattern: Pattern, shares: Weights, table: Table) -> Weights:
    same, household, unrelated = shares
    for field, level in pattern:
        chances = table[field][level]
        same *= chances.same
        household *= chances.household
        unrelated *= chances.unrelated
    total = same + household + unrelated
    return same / total, household / total, unrelated / total


def _shares(totals: Weights) -> Weights:
    everything = sum(totals)
    return totals[0] / everything, totals[1] / everything, totals[2] / everything


def _maximise(seen: Estimate, start: Table) -> Table:
    return {field: _field(field, seen, levels) for field, levels in start.items()}


def _field(field: Field, seen: Estimate, levels: Mapping[Level, Chances]) -> dict[Level, Chances]:
    counts = {level: seen.get((field, level), [0.0, 0.0, 0.0]) for level in levels}
    sums = [sum(count[place] for count in counts.values()) for place in range(3)]

    def learned(level: Level, place: int) -> float:
        believed = levels[level][place] * PSEUDO_COUNT
        return (counts[level][place] + believed) / (sums[place] + PSEUDO_COUNT)

    return {
        level: Chances(
            learned(level, 0),
            chances.household if field in LIKE_ANYONE else learned(level, 1),
            learned(level, 2),
        )
        for level, chances in levels.items()
    }


def _with_chance_of(chance: Table, learned: Table) -> Table:
    """The learned classes, with what strangers do by chance put back in place."""
    return {
        field: {
            level: Chances(_rounded(new.same), _rounded(new.household), chance[field][level][2])
            for level, new in levels.items()
        }
        for field, levels in learned.items()
    }


def _rounded(chance: float) -> float:
    return max(float(f"{chance:.3g}"), 1e-6)
