"""A page of a form laid out for its template: questions in order, each with how it is drawn."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import BoundField

from whitebeam.referrals.forms.pages import PageForm
from whitebeam.referrals.rules.checking import field_name
from whitebeam.referrals.rules.form_definition import Question
from whitebeam.referrals.rules.sources import source_of

LONG_TEXT = 300
ROWS, FEW_ROWS = 6, 3


@dataclass(frozen=True, slots=True)
class Item:
    """One of several: a child, a person causing harm."""

    title: str
    number: int
    questions: Sequence["Drawn"]
    known_person: str
    may_remove: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question: its kind names the macro, `shows_when` what the script hides it by.

    `source` says where an answer comes from that was filled in and not typed.
    """

    kind: str
    field: BoundField
    code: str = ""
    shows_when: str = ""
    hints: Mapping[str, str] = dataclasses.field(default_factory=dict)
    none_value: str = ""
    longest: int = 0
    rows: int = ROWS
    is_heading: bool = False
    is_own_words: bool = False
    items: Sequence[Item] = ()
    one: str = ""
    may_add: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page ready to draw. `heading` is empty where its only question is the heading."""

    title: str
    heading: str
    lead: str
    questions: Sequence[Drawn]
    has_files: bool

    @classmethod
    def of(cls, form: PageForm) -> "PageView":
        page = form.page
        drawn = [
            dataclasses.replace(_drawn(form, one), source=source_of(one.code, form.answers))
            for one in form.questions_drawn()
        ]
        is_one = page.questions[0].label == page.title and page.questions[0].type != "repeat"
        return cls(
            title=page.title,
            heading="" if is_one else page.title,
            lead=page.hint,
            questions=drawn,
            has_files=any(question.type == "file" for question in page.questions),
        )


def _drawn(form: PageForm, question: Question) -> Drawn:
    here = {one.code for one in form.page.questions}
    shows_when = {code: v for code, v in question.show_when.items() if code in here}
    if question.type == "repeat":
        return _repeated(form, question, shows_when)
    is_heading = question is form.page.questions[0] and question.label == form.page.title
    return _plain(question, form[question.code], shows_when, is_heading=is_heading)


def _plain(
    question: Question,
    bound: BoundField,
    shows_when: Mapping[str, Sequence[str]],
    *,
    is_heading: bool = False,
) -> Drawn:
    return Drawn(
        kind=question.type,
        field=bound,
        code=question.code,
        shows_when=_condition(shows_when),
        hints={option.code: option.hint for option in question.options if option.hint},
        none_value=next((o.code for o in question.options if o.exclusive), ""),
        longest=question.max_length or 0,
        rows=FEW_ROWS if (question.max_length or 0) <= LONG_TEXT else ROWS,
        is_heading=is_heading,
        is_own_words=question.is_own_words,
    )


def _repeated(form: PageForm, question: Question, shows_when: Mapping[str, Sequence[str]]) -> Drawn:
    count = form.counts[question.code]
    one = question.item_label or question.label
    return Drawn(
        kind="repeat",
        field=form[question.code],
        code=question.code,
        shows_when=_condition(shows_when),
        items=[_item(form, question, number, count) for number in range(count)],
        one=one[:1].lower() + one[1:],
        may_add=count < question.max_items,
    )


def _item(form: PageForm, question: Question, number: int, count: int) -> Item:
    inside = {inner.code for inner in question.questions}
    drawn = []
    for inner in question.questions:
        named = {
            f"{question.code}-{number}-{code}" if code in inside else code: values
            for code, values in inner.show_when.items()
        }
        drawn.append(_plain(inner, form[field_name(question, item=number, inner=inner)], named))
    return Item(
        title=f"{question.item_label or question.label} {number + 1}",
        number=number,
        questions=drawn,
        known_person=form.known_person_in(question, number),
        may_remove=count > question.min_items,
    )


def _condition(shows_when: Mapping[str, Sequence[str]]) -> str:
    if not shows_when:
        return ""
    return json.dumps({name: list(values) for name, values in shows_when.items()})
