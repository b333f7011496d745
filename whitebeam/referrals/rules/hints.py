"""Hints that name the partnership's own numbers: `{dash.very_high_risk} or more yes answers`. Pure.

A hint never carries a number that is a setting: whoever changes the setting changes the hint.
"""

import re
from collections.abc import Iterator, Mapping

from whitebeam.referrals.rules.form_definition import Option, Page, Question

NAMED = re.compile(r"\{([a-z]+\.[a-z0-9_]+)\}")


def settings_named(page: Page) -> frozenset[str]:
    """Return the keys of the settings that the hints of a page name."""
    return frozenset(key for hint in _hints(page) for key in NAMED.findall(hint))


def filled(page: Page, values: Mapping[str, object]) -> Page:
    """Return the page with the values in its hints; a hint whose value is not set is left out."""
    return page.model_copy(
        update={
            "hint": _said(page.hint, values),
            "questions": type(page.questions)(_question(one, values) for one in page.questions),
        }
    )


def _question(question: Question, values: Mapping[str, object]) -> Question:
    return question.model_copy(
        update={
            "hint": _said(question.hint, values),
            "options": type(question.options)(_option(one, values) for one in question.options),
            "questions": type(question.questions)(
                _question(inner, values) for inner in question.questions
            ),
        }
    )


def _option(option: Option, values: Mapping[str, object]) -> Option:
    return option.model_copy(update={"hint": _said(option.hint, values)})


def _said(hint: str, values: Mapping[str, object]) -> str:
    keys = NAMED.findall(hint)
    if any(values.get(key) is None for key in keys):
        return ""
    return NAMED.sub(lambda found: str(values[found[1]]), hint)


def _hints(page: Page) -> Iterator[str]:
    yield page.hint
    for question in page.questions:
        for one in (question, *question.questions):
            yield one.hint
            yield from (option.hint for option in one.options)
