"""What a form costs whoever fills it in: pages, questions and key presses.

A key press is one character typed, one choice made, one move to the next box, or one button.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from whitebeam.referrals.rules.answers import is_empty, items_of
from whitebeam.referrals.rules.form_definition import Form, Question
from whitebeam.referrals.rules.form_path import live_answers, pages_shown, questions_shown

MOVE = 1
SEND = 1


@dataclass(frozen=True, slots=True)
class Effort:
    pages: int
    questions_shown: int
    questions_answered: int
    key_presses: int
    words_typed: int


def effort_of(form: Form, *, answers: Mapping[str, object]) -> Effort:
    """Count what it takes to give these answers, from the first page to sending."""
    live = live_answers(form, answers=answers)
    pages = pages_shown(form, answers=answers)
    asked = [
        one for page in pages for q in questions_shown(page, answers=live) for one in _each(q, live)
    ]
    given = [(question, answer) for question, answer in asked if not is_empty(answer)]
    return Effort(
        pages=len(pages),
        questions_shown=len(asked),
        questions_answered=len(given),
        key_presses=sum(_presses(q, answer) for q, answer in asked) + len(pages) + SEND,
        words_typed=sum(len(str(a).split()) for q, a in given if q.type in {"text", "textarea"}),
    )


def _each(question: Question, live: Mapping[str, object]) -> list[tuple[Question, object]]:
    answer = live.get(question.code)
    if question.type != "repeat":
        return [(question, answer)]
    return [
        (inner, item.get(inner.code)) for item in items_of(answer) for inner in question.questions
    ]


def _presses(question: Question, answer: object) -> int:
    if is_empty(answer):
        return MOVE
    if isinstance(answer, Mapping):
        return sum(len(str(part)) + MOVE for part in answer.values() if part)
    if isinstance(answer, list | tuple):
        return len(answer) + MOVE
    if question.options:
        return 1 + MOVE
    return len(str(answer)) + MOVE
