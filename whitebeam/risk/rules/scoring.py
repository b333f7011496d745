"""What the answers add up to, and what they leave open. A total is never read alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from whitebeam.risk.rules.answers import Answer, Answers, answer_to


class Level(StrEnum):
    """How the risk is read, lowest first."""

    STANDARD = "STANDARD"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"

    @property
    def rank(self) -> int:
        """Return its place among the levels, so that they can be compared."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Score:
    """How the items of one tool were answered."""

    items: int
    yes: int
    no: int
    dont_know: int

    @property
    def answered(self) -> int:
        """Return how many items were asked, whatever the answer."""
        return self.yes + self.no + self.dont_know

    @property
    def not_asked(self) -> int:
        """Return how many items were not asked."""
        return self.items - self.answered

    @property
    def known(self) -> int:
        """Return how many items were answered yes or no."""
        return self.yes + self.no


def score(*, items: Iterable[str], answers: Answers) -> Score:
    """Return how these items were answered. Only *yes* counts towards the total."""
    given = [answer_to(answers, code) for code in items]
    return Score(
        items=len(given),
        yes=given.count(Answer.YES),
        no=given.count(Answer.NO),
        dont_know=given.count(Answer.DONT_KNOW),
    )


def is_incomplete(counted: Score, *, most_unknown_percent: int) -> bool:
    """Say whether so much is not known that a low total tells nothing: an incomplete picture."""
    unknown = counted.items - counted.known
    return unknown * 100 > counted.items * most_unknown_percent


def band(*, yes: int, bands: Sequence[Sequence[int]]) -> Level:
    """Return the level of a total by the published bands, lowest first, both ends included.

    No *yes* at all is the lowest; more than the last band names is the highest.
    """
    for level, (_, last) in zip(Level, bands, strict=True):
        if yes <= last:
            return level
    return Level.HIGH


def could_reach(counted: Score, *, threshold: int) -> bool:
    """Say whether the total would reach the threshold if all that is not known were *yes*."""
    return counted.items - counted.no >= threshold
