"""Whether teams ask and answer alike: which shares may be shown, and what is more than chance.

For training only: nothing is told of one assessor, and no few people stand behind a share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from whitebeam.kernel.intervals import overlap, wilson
from whitebeam.kernel.small_numbers import is_few


class Shown(StrEnum):
    """The answers whose shares are compared. *No* is what is left, and is told of none."""

    YES = "yes"
    DONT_KNOW = "dont-know"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many answers on, and from how many assessors on, a share is shown."""

    answers: int
    assessors: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How often one item was answered how, in how many assessments, by how many assessors."""

    assessors: int = 0
    assessed: int = 0
    yes: int = 0
    no: int = 0
    dont_know: int = 0
    not_asked: int = 0

    def part(self, shown: Shown) -> int:
        """Return how often this was the answer."""
        parts = {Shown.YES: self.yes, Shown.DONT_KNOW: self.dont_know}
        return parts.get(shown, self.not_asked)


NONE = Counts()


def rest(whole: Counts, part: Counts) -> Counts:
    """Return everybody but these; an assessor of both is taken for one of these alone."""
    return Counts(
        whole.assessors - part.assessors,
        whole.assessed - part.assessed,
        whole.yes - part.yes,
        whole.no - part.no,
        whole.dont_know - part.dont_know,
        whole.not_asked - part.not_asked,
    )


def together(counts: Sequence[Counts]) -> Counts:
    """Return the counts of several quarters; of their assessors as many as the busiest had."""
    return Counts(
        max((one.assessors for one in counts), default=0),
        sum(one.assessed for one in counts),
        sum(one.yes for one in counts),
        sum(one.no for one in counts),
        sum(one.dont_know for one in counts),
        sum(one.not_asked for one in counts),
    )


def shown_of(counts: Counts, limits: Limits) -> frozenset[Shown]:
    """Return the answers whose share may be shown by itself.

    What is not shown, with every *no*, is known only together and is not a few: while it is, the
    smallest share beside it is not shown either.
    """
    least = limits.answers
    if counts.assessors < limits.assessors or counts.assessed < least:
        return frozenset()
    parts = {shown: counts.part(shown) for shown in Shown}
    seen = {shown for shown, part in parts.items() if not is_few(part, least=least)}
    while is_few(counts.assessed - sum(parts[one] for one in seen), least=least):
        told = sorted((one for one in seen if parts[one]), key=lambda one: parts[one])
        if not told:
            return frozenset()
        seen.remove(told[0])
    return frozenset(seen)


def seen_in(column: Sequence[Counts], shown: Shown, limits: Limits) -> frozenset[int]:
    """Return the places of a column whose share is shown, so that no total gives a hidden one away.

    Beside what is hidden goes the smallest that is not: the two are then known only together.
    """
    seen = {place for place, one in enumerate(column) if shown in shown_of(one, limits)}
    is_hiding = any(one.assessed for place, one in enumerate(column) if place not in seen)
    if is_hiding and seen:
        seen.remove(min(seen, key=lambda place: (column[place].assessed, place)))
    return frozenset(seen)


def further(one: Counts, other: Counts, shown: Shown) -> int:
    """Return 1 if this is the answer here more often than there, -1 if less, 0 if that is chance.

    :raises ValueError: if one of the two counts nothing
    """
    here = wilson(one.part(shown), one.assessed)
    there = wilson(other.part(shown), other.assessed)
    if overlap(here, there):
        return 0
    return 1 if here.value > there.value else -1
