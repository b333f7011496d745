"""Puts candidates in order of likeness, and says how many are worth fetching."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import Generic, TypeVar

from whitebeam.people.rules.model import Model
from whitebeam.people.rules.score import Verdict, compare, findings, probabilities
from whitebeam.people.rules.standardise import Standard

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Id]):
    """A candidate with what it may be to the person asked about."""

    id: Id
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Depth:
    """How many candidates to fetch by their keys: a few, and many only when the best is weak.

    ``commonest`` is how many people under one key are worth following: a key that more people
    share says next to nothing.
    """

    first: int = 40
    deeper: int = 400
    sure: float = 0.95
    commonest: int = 1000

    def is_enough(self, ranked: list[Ranked[Id]]) -> bool:
        """Say whether the best of the first few is sure enough to look no further."""
        return bool(ranked) and ranked[0].verdict.probability_same >= self.sure


def rank(
    query: Standard, candidates: Iterable[tuple[Id, Standard]], *, model: Model, limit: int
) -> list[Ranked[Id]]:
    """Return the candidates most like the query, best first."""
    scored = (
        (probabilities(findings(query, candidate), model), number, key, candidate)
        for number, (key, candidate) in enumerate(candidates)
    )
    # Equal scores keep the order given, so that a page does not change from one look to the next.
    best = nlargest(limit, scored, key=lambda one: (one[0], -one[1]))
    return [Ranked(key, compare(query, candidate, model)) for _, _, key, candidate in best]
