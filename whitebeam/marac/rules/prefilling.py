"""Filling the referral to MARAC from what a case has told already, by the places of the record."""

from collections.abc import Mapping

from whitebeam.referrals.rules.answers import KNOWN_PERSON, is_empty, items_of
from whitebeam.referrals.rules.form_definition import Form, Question


def prefilled(*, asked: Form, answers: Mapping[str, object], wanted: Form) -> dict[str, object]:
    """Return answers of one form under the codes of another, where both fill the same place.

    An answer whose kind or choices differ is left to be asked: nothing is bent to fit.
    """
    held = {question.maps_to: question for question in asked.questions() if question.maps_to}
    found: dict[str, object] = {}
    for question in wanted.questions():
        source = held.get(question.maps_to) if question.maps_to else None
        if source is not None and (answer := _fitted(source, answers, question)) is not None:
            found[question.code] = answer
    if known := answers.get(KNOWN_PERSON):
        found[KNOWN_PERSON] = known
    return found


def _fitted(source: Question, answers: Mapping[str, object], wanted: Question) -> object | None:
    answer = answers.get(source.code)
    if is_empty(answer) or source.type != wanted.type:
        return None
    if wanted.type == "repeat":
        return [_item(source, item, wanted) for item in items_of(answer)]
    if wanted.options:
        return _still_offered(answer, wanted)
    return answer


def _item(source: Question, item: Mapping[str, object], wanted: Question) -> dict[str, object]:
    inner = {question.maps_to: question for question in source.questions if question.maps_to}
    filled = {
        question.code: answer
        for question in wanted.questions
        if (of := inner.get(question.maps_to))
        and (answer := _fitted(of, item, question)) is not None
    }
    if known := item.get(KNOWN_PERSON):
        filled[KNOWN_PERSON] = known
    return filled


def _still_offered(answer: object, wanted: Question) -> object | None:
    offered = {str(option.code) for option in wanted.options}
    if isinstance(answer, list):
        return [code for code in answer if code in offered] or None
    return answer if answer in offered else None
