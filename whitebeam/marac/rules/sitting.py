"""How a meeting goes: its published order, the time of a case, the quorum. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Part(StrEnum):
    """A part of an agenda. In which order they come is the setting marac.agenda."""

    INTRODUCTIONS = "INTRODUCTIONS"
    STATEMENT = "STATEMENT"
    OPEN_ACTIONS = "OPEN_ACTIONS"
    WITH_CHILDREN = "WITH_CHILDREN"
    ADULTS = "ADULTS"
    TWELVE_MONTHS = "TWELVE_MONTHS"
    OTHER = "OTHER"


PARTS = {
    Part.INTRODUCTIONS: "Introductions",
    Part.STATEMENT: "Confidentiality statement",
    Part.OPEN_ACTIONS: "Actions not completed from last time",
    Part.WITH_CHILDREN: "Cases with children",
    Part.ADULTS: "Cases about adults only",
    Part.TWELVE_MONTHS: "Cases reaching twelve months",
    Part.OTHER: "Other business",
}


class Pace(StrEnum):
    """How the time of a case stands."""

    IN_TIME = "IN_TIME"
    OVER = "OVER"
    FAR_OVER = "FAR_OVER"


@dataclass(frozen=True, slots=True)
class Timing:
    """The usual minutes of a case and the most it should take, as one partnership agreed them."""

    usual: int
    most: int

    def ends(self, began: datetime) -> datetime:
        return began + timedelta(minutes=self.usual)

    def ends_at_most(self, began: datetime) -> datetime:
        return began + timedelta(minutes=self.most)

    def pace(self, began: datetime, *, now: datetime) -> Pace:
        """Return how the time stands: a minute is over once it has passed whole."""
        if now > self.ends_at_most(began):
            return Pace.FAR_OVER
        return Pace.OVER if now > self.ends(began) else Pace.IN_TIME


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many agencies must be there, and which kinds must be among them."""

    agencies: int
    kinds: tuple[str, ...] = ()

    def missing(self, present: Collection[tuple[object, str]]) -> tuple[int, tuple[str, ...]]:
        """Return how many agencies are lacking, and the kinds of which none is there.

        `present` holds each agency that is there once, with its kind.
        """
        kinds = {kind for _, kind in present}
        return (
            max(self.agencies - len(set(present)), 0),
            tuple(kind for kind in self.kinds if kind not in kinds),
        )


def rate(attended: Iterable[bool]) -> tuple[int, int]:
    """Return how many meetings an agency came to, of how many."""
    held = list(attended)
    return sum(held), len(held)


def initials(name: str) -> str:
    """Return the initials of a name: enough for whoever knows the person, and for nobody else."""
    letters = [word[0].upper() for word in name.replace("-", " ").split() if word[0].isalpha()]
    return ".".join(letters) + "." if letters else "Not known"
