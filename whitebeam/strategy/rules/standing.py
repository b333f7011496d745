"""How a project's claim is shown: an overdue review turns it grey, whatever it claimed."""

from dataclasses import dataclass
from datetime import date

DONE = "DONE"
NOT_REPORTED = "NOT_REPORTED"
STALE = "STALE"
# The order in which a board reads: what is not known first, then what goes wrong.
ORDER = (NOT_REPORTED, STALE, "RED", "AMBER", "GREEN", DONE)
WORDS = {
    NOT_REPORTED: "Not yet reported",
    STALE: "Review overdue",
    "RED": "Off track",
    "AMBER": "At risk",
    "GREEN": "On track",
    DONE: "Done",
}
COLOURS = {
    NOT_REPORTED: "grey",
    STALE: "grey",
    "RED": "red",
    "AMBER": "yellow",
    "GREEN": "green",
    DONE: "blue",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What may be said of a project today."""

    code: str

    @classmethod
    def of(cls, status: str, *, review_due_on: date | None, on: date) -> "Standing":
        """Return how a claim stands on a day; what is done needs no review."""
        is_overdue = review_due_on is not None and review_due_on < on
        if is_overdue and status not in {DONE, NOT_REPORTED}:
            return cls(STALE)
        return cls(status)

    @property
    def words(self) -> str:
        return WORDS[self.code]

    @property
    def colour(self) -> str:
        return COLOURS[self.code]

    @property
    def place(self) -> int:
        """Return where it stands in a board's reading, first things first."""
        return ORDER.index(self.code)

    @property
    def is_known(self) -> bool:
        return self.code not in {NOT_REPORTED, STALE}
