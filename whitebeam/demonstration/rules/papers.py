"""Invented papers that agencies keep beside what they did: file names, headings and words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as somebody sent it; its name says whether it is a PDF or plain text."""

    name: str
    title: str
    lines: tuple[str, ...]

    @property
    def is_pdf(self) -> bool:
        return self.name.endswith(".pdf")


# What shows that an action was done, by what the action was.
EVIDENCE: Mapping[str, Paper] = {
    "Mark the address for a quick answer": Paper(
        "marker.txt",
        "Marker on an address",
        ("Set for twelve months.", "Attend at once; do not telephone the address first."),
    ),
    "Ask for a recall": Paper(
        "recall-decision.pdf",
        "Recall to prison: decision",
        ("The recall was asked for and granted.", "Her adviser was told before he was arrested."),
    ),
    "See the children at school": Paper(
        "visit-note.txt",
        "Note of a visit to school",
        ("Both children were seen alone, with a teacher they trust near.", "Both have a way out."),
    ),
    "Fit a safe room": Paper(
        "works-order.pdf",
        "Works order: safe room",
        ("A solid door, a lock and hinge bolts were fitted.", "The window locks were changed."),
    ),
    "Begin a managed move": Paper(
        "offer-letter.pdf",
        "Offer of a tenancy",
        ("An offer outside his area was made and taken.", "The address is in no letter sent home."),
    ),
    "Put the flag on her records": Paper(
        "flag.txt",
        "Flag on a record",
        ("The flag is on both records and tells staff to see her alone.",),
    ),
    "Fit a letter-box seal and alarms": Paper(
        "home-visit.pdf",
        "Home fire safety visit",
        ("A letter-box seal and three smoke alarms were fitted and tested.",),
    ),
    "Go through the safety plan with her": Paper(
        "safety-plan-note.txt",
        "Note on the safety plan",
        ("Gone through twice at a safe place.", "She keeps no copy at home."),
    ),
}


# The result of another tool, as the police told it, by the level of it.
RESULT_TOOL, RESULT_BY = "DARA", "The police"
GRADES: Mapping[str, str] = {"HIGH": "High", "MEDIUM": "Medium", "STANDARD": "Standard"}


def result_paper(level: str) -> Paper:
    """Return the document that comes with a result of this level."""
    lines = (f"Grade: {GRADES[level]}.", f"Done by: {RESULT_BY}.", "Its questions stay with them.")
    return Paper("dara-result.pdf", f"{RESULT_TOOL}: result", lines)
