"""What the answers of a referral call for, and words in them to think of again."""

from collections.abc import Iterator, Mapping

from whitebeam.referrals.rules.answers import chosen, items_of, text_of
from whitebeam.referrals.rules.form_definition import Form, Question
from whitebeam.risk.queries import patterns, prompt_definitions
from whitebeam.risk.rules.language import Nudge, nudges
from whitebeam.risk.rules.prompts import Definition, prompts_of_form

CHOSEN = {"radios", "checkboxes"}


def prompts_in(form: Form, *, answers: Mapping[str, object]) -> tuple[Definition, ...]:
    """Return the prompts that these answers raise, alerts first, whatever the route."""
    codes = {q.code: chosen(answers.get(q.code)) for q in form.questions() if q.type in CHOSEN}
    return prompts_of_form(definitions=prompt_definitions(), answers=codes)


def nudges_in(form: Form, *, answers: Mapping[str, object]) -> tuple[Nudge, ...]:
    """Return the words in the free text of these answers that share or shift the blame."""
    return nudges("\n".join(_texts(form.questions(), answers)), patterns())


def _texts(questions: tuple[Question, ...], answers: Mapping[str, object]) -> Iterator[str]:
    for question in questions:
        if question.type == "repeat":
            for item in items_of(answers.get(question.code)):
                yield from _texts(question.questions, item)
        elif question.type == "textarea" and not question.is_own_words:
            yield text_of(answers.get(question.code))
