"""Answers in words: each with its question as it was asked, by the version of the form answered."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from whitebeam.referrals.models import Referral
from whitebeam.referrals.queries.forms import areas_in_use, definition_of
from whitebeam.referrals.rules.answers import chosen, date_of, is_empty, items_of, text_of
from whitebeam.referrals.rules.form_definition import Form, Page, Question
from whitebeam.referrals.rules.form_path import applies, live_answers, pages_shown
from whitebeam.referrals.rules.sources import source_of
from whitebeam.referrals.rules.told import PLACE_OF_HER_HOME, told

Audience = Literal["sender", "holder"]
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
NOTHING = "Not answered"
SEALED = "If it was given, it is kept sealed, apart from this referral"
ONE_VALUE = frozenset({"text", "textarea", "phone", "email", "number"})
DRAWN_APART = frozenset({"repeat", "file"})
BREAK = mark_safe("<br>")


@dataclass(frozen=True, slots=True)
class Row:
    """A question as it was asked, its answer, and where that comes from if it was not typed."""

    key: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that were asked for together. `change` is where they can be changed."""

    title: str
    rows: Sequence[Row]
    change: str = ""
    code: str = field(default="", compare=False)


def answers_of(referral: Referral, *, audience: Audience) -> list[Group]:
    """Return a sent referral's answers, page by page. Only the holder is told what is sealed."""
    form = definition_of(referral.form)
    answers: dict[str, object] = json.loads(str(referral.answers))
    said = told(form, answers=answers, on=referral.sent_at.date())
    sealed = SEALED if audience == "holder" and said.is_home_confidential() else ""
    return groups_of(form, answers=answers, areas=dict(areas_in_use()), in_place_of_home=sealed)


def groups_of(
    form: Form,
    *,
    answers: Mapping[str, object],
    areas: Mapping[str, str],
    in_place_of_home: str = "",
    shows_gaps: bool = False,
) -> list[Group]:
    """Return the answers that count, page by page, with gaps where they can still be filled."""
    live = live_answers(form, answers=answers)
    found: list[Group] = []
    for page in pages_shown(form, answers=answers):
        plain = _plain_rows(page, live, areas, in_place_of_home, shows_gaps, answers)
        if plain:
            found.append(Group(page.title, plain, code=page.code))
        for question in page.questions:
            if question.type == "repeat" and applies(question.show_when, answers=live):
                found += _repeated(page, question, live, areas, source_of(question.code, answers))
    return found


def correctable(referral: Referral) -> list[tuple[str, str]]:
    """Return the answers of one value, which the sender may put right, by code and question."""
    answers: dict[str, object] = json.loads(str(referral.answers))
    asked = definition_of(referral.form).questions()
    return [(q.code, q.label) for q in asked if q.type in ONE_VALUE and q.code in answers]


def value_of(question: Question, *, answer: object, areas: Mapping[str, str]) -> str:
    """Return one answer in words."""
    if question.options:
        labels = {option.code: option.label for option in question.options}
        return _lines([labels.get(code, code) for code in chosen(answer)])
    if question.type in {"date", "approx_date"}:
        return _date(answer)
    if question.type == "area":
        return areas.get(text_of(answer), text_of(answer))
    if question.type == "postcode":
        return text_of(answer).upper()
    return _lines(text_of(answer).split("\n"))


def _plain_rows(
    page: Page,
    live: Mapping[str, object],
    areas: Mapping[str, str],
    in_place_of_home: str,
    shows_gaps: bool,
    answers: Mapping[str, object],
) -> list[Row]:
    rows: list[Row] = []
    for question in page.questions:
        if question.type in DRAWN_APART or not applies(question.show_when, answers=live):
            continue
        answer = live.get(question.code)
        if not is_empty(answer):
            value = value_of(question, answer=answer, areas=areas)
            rows.append(Row(question.label, value, source_of(question.code, answers)))
        elif in_place_of_home and question.maps_to in PLACE_OF_HER_HOME:
            rows.append(Row(question.label, in_place_of_home))
    if not rows and shows_gaps:
        rows += [Row(q.label, NOTHING) for q in page.questions[:1] if q.type not in DRAWN_APART]
    return rows


def _repeated(
    page: Page,
    question: Question,
    live: Mapping[str, object],
    areas: Mapping[str, str],
    source: str,
) -> Iterator[Group]:
    for number, item in enumerate(items_of(live.get(question.code)), start=1):
        rows = [
            Row(inner.label, value_of(inner, answer=item[inner.code], areas=areas), source)
            for inner in question.questions
            if not is_empty(item.get(inner.code))
        ]
        if rows:
            yield Group(f"{question.item_label or question.label} {number}", rows, code=page.code)


def _date(answer: object) -> str:
    typed = date_of(answer)
    if typed.age:
        return f"About {typed.age} years old"
    month = typed.month
    if month.isascii() and month.isdigit() and 1 <= int(month) <= len(MONTHS):
        month = MONTHS[int(month) - 1]
    return " ".join(part for part in (typed.day, month, typed.year) if part)


def _lines(lines: Sequence[str]) -> str | SafeString:
    return format_html_join(BREAK, "{}", ((line,) for line in lines))
