"""Answers to a tool's items: four that never mean each other, each with who said it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum


class Answer(StrEnum):
    """*Don't know* was asked and not known; *not asked* is no answer at all, and no "no"."""

    YES = "YES"
    NO = "NO"
    DONT_KNOW = "DONT_KNOW"
    NOT_ASKED = "NOT_ASKED"


class SaidBy(StrEnum):
    """Who said it. Without a mark it was the person harmed."""

    PERSON = "PERSON"
    CHILD = "CHILD"
    OTHER_PERSON = "OTHER_PERSON"
    POLICE = "POLICE"
    RECORD = "RECORD"
    WORKER = "WORKER"


@dataclass(frozen=True, slots=True)
class Answered:
    """One item answered: what, who said it, the detail in words, and what was ticked."""

    answer: Answer = Answer.NOT_ASKED
    said_by: SaidBy = SaidBy.PERSON
    detail: str = ""
    ticks: tuple[str, ...] = ()


NOT_ASKED = Answered()
Answers = Mapping[str, Answered]


def read(text: str) -> dict[str, Answered]:
    """Return answers as they were written by `write`."""
    held: dict[str, dict[str, object]] = json.loads(text or "{}")
    return {code: _one(given) for code, given in held.items()}


def write(answers: Answers) -> str:
    """Return answers as one text, to be sealed; what was not asked leaves no trace."""
    kept = {code: asdict(given) for code, given in answers.items() if given != NOT_ASKED}
    return json.dumps(kept, sort_keys=True)


def answer_to(answers: Answers, code: str) -> Answer:
    """Return the answer to an item; what is not there was not asked."""
    return answers.get(code, NOT_ASKED).answer


def ticked(answers: Answers) -> frozenset[tuple[str, str]]:
    """Return what was ticked below the items that were answered yes: item and tick."""
    return frozenset(
        (code, tick)
        for code, given in answers.items()
        if given.answer == Answer.YES
        for tick in given.ticks
    )


def said_yes(answers: Answers) -> frozenset[str]:
    """Return the codes of the items answered *yes*."""
    return frozenset(code for code, given in answers.items() if given.answer is Answer.YES)


def only(answers: Answers, *, codes: Iterable[str]) -> dict[str, Answered]:
    """Return the answers to these items alone, *not asked* where there is none."""
    return {code: answers.get(code, NOT_ASKED) for code in codes}


def counted(answers: Answers, *, codes: Iterable[str]) -> str:
    """Return how each of these items was answered, without a word of it or who said it, as JSON."""
    return json.dumps({code: answer_to(answers, code) for code in codes})


def _one(given: Mapping[str, object]) -> Answered:
    ticks = given.get("ticks", ())
    return Answered(
        answer=Answer(str(given.get("answer", Answer.NOT_ASKED))),
        said_by=SaidBy(str(given.get("said_by", SaidBy.PERSON))),
        detail=str(given.get("detail", "")),
        ticks=tuple(str(tick) for tick in ticks) if isinstance(ticks, list | tuple) else (),
    )
