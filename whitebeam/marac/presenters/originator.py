"""What was asked of a fact's controller, and what it answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import OriginatorQuestion
from whitebeam.marac.presenters.papers import line_link
from whitebeam.marac.presenters.shared_items import OTHER, THINGS

COLOURS = {"": "yellow", "AGREED": "green", "REFUSED": "red"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer, ready to print."""

    pk: str
    case: str
    thing: str
    what: str
    words: str
    asked: str
    controller: str
    state: str
    colour: str
    answer: str
    answered: str
    link: str

    @classmethod
    def of(
        cls, question: OriginatorQuestion, *, facts: Mapping[UUID, UUID], now: datetime
    ) -> "Question":
        fact, by, at = facts.get(question.disclosure_id), question.answered_by, question.answered_at
        return cls(
            pk=str(question.pk),
            case=question.case.reference,
            thing=THINGS.get(question.about_label, OTHER),
            what=question.get_kind_display(),
            words=str(question.words),
            asked=f"{question.asked_by.name}, {question.asked_for.name}, "
            f"{moment(question.asked_at, now=now)}",
            controller=question.controller.name,
            state=question.get_answer_display(),
            colour=COLOURS[question.answer],
            answer=str(question.answer_words or ""),
            answered=f"{by.name}, {moment(at, now=now)}" if by and at else "",
            link=line_link(question.case_id, fact) if fact else "",
        )
