"""Words and days that several pages about risk print."""

from datetime import date, datetime

from whitebeam.kernel.clocks import LONDON
from whitebeam.people.models import Person
from whitebeam.risk.models import Assessment
from whitebeam.risk.rules.answers import Answer, Answered, SaidBy

ANSWERS = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.DONT_KNOW: "Don't know",
    Answer.NOT_ASKED: "Not asked",
}
SAID_BY = {
    SaidBy.PERSON: "said by the person harmed",
    SaidBy.CHILD: "said by a child",
    SaidBy.OTHER_PERSON: "said by somebody else",
    SaidBy.POLICE: "from the police",
    SaidBy.RECORD: "from a record",
    SaidBy.WORKER: "seen by the worker",
}
COLOURS = {"HIGH": "red", "MEDIUM": "orange", "STANDARD": "blue"}
LEVELS = dict(Assessment.Level.choices)


def level_words(assessment: Assessment) -> str:
    """Return the level of a signed assessment; one that no band told says that it was judged."""
    if not assessment.level:
        return "Level not judged"
    words = LEVELS[assessment.level]
    return words if assessment.band else f"Judged: {words.lower()}"


def level_colour(assessment: Assessment) -> str:
    """Return the colour of the level, grey where there is none."""
    return COLOURS.get(assessment.level, "grey")


def day(on: date | datetime | None) -> str:
    """Return a day as people write it."""
    if on is None:
        return ""
    here = on.astimezone(LONDON) if isinstance(on, datetime) else on
    return f"{here.day} {here:%B %Y}"


def answer_line(given: Answered) -> str:
    """Return an answer with who said it: "Yes, from the police"."""
    if given.answer is Answer.NOT_ASKED:
        return ANSWERS[given.answer]
    return f"{ANSWERS[given.answer]}, {SAID_BY[given.said_by]}"


def name_of(person: Person | None, *, else_words: str) -> str:
    """Return how somebody is known, or other words where the reader may not see them."""
    return person.known_as if person else else_words


def total_line(assessment: Assessment) -> str:
    """Return the total with what is not known beside it; a tool without items has none."""
    if assessment.score is None:
        return ""
    unknown = assessment.items_n - assessment.answered_n + assessment.dont_know_n
    return f"{assessment.score} of {assessment.items_n} yes, {unknown} not known"
