"""A page of a pack's form as a Django form: it draws and reads, the rules judge.

The names of its fields are the codes of the questions; those of several things in a row carry their
number (`children-0-child_name`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from whitebeam.govuk.fields import DateParts, DatePartsInput
from whitebeam.referrals.rules.answers import (
    KNOWN_PERSON,
    chosen,
    date_of,
    is_empty,
    items_of,
    text_of,
)
from whitebeam.referrals.rules.checking import Bounds, field_name, problems
from whitebeam.referrals.rules.form_definition import Page, Question
from whitebeam.referrals.rules.form_path import applies

DATES = frozenset({"date", "approx_date"})


class Typed(forms.Field):
    """Takes what was typed as it is; the page's rules judge it."""

    def __init__(self, question: Question, *, choices: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(
            required=False,
            label=question.label,
            help_text=question.hint,
            widget=_widget(question),
        )
        self.choices = choices


class PageForm(forms.Form):
    """One page, drawn from what is kept or from what was just sent."""

    def __init__(
        self,
        page: Page,
        *,
        answers: Mapping[str, object],
        bounds: Bounds,
        areas: tuple[tuple[str, str], ...],
        data: Any = None,
    ) -> None:
        super().__init__(data=data)
        self.page, self.answers, self.bounds, self.areas = page, answers, bounds, areas
        self.counts: dict[str, int] = {}
        for question in page.questions:
            if question.type == "repeat":
                self._add_items(question)
            else:
                self._add(question.code, question, answers.get(question.code))

    def typed(self) -> dict[str, object]:
        """Return what was sent, by question, right or wrong."""
        found: dict[str, object] = {}
        for question in self.page.questions:
            if question.type == "repeat":
                found[question.code] = [
                    self._item(question, number) for number in range(self.counts[question.code])
                ]
            elif question.type != "file":
                found[question.code] = self._raw(question.code)
        if KNOWN_PERSON in self.data:
            found[KNOWN_PERSON] = self.data[KNOWN_PERSON]
        return found

    def clean(self) -> None:
        answers = {**self.answers, **self.typed()}
        for problem in problems(self.page, answers=answers, bounds=self.bounds):
            self.add_error(problem.field, problem.sentence)

    def questions_drawn(self) -> Iterator[Question]:
        """Yield the questions to draw: also those that an answer on this same page would show."""
        here = {question.code for question in self.page.questions}
        for question in self.page.questions:
            elsewhere = {k: v for k, v in question.show_when.items() if k not in here}
            if applies(elsewhere, answers=self.answers):
                yield question

    def known_person_in(self, question: Question, number: int) -> str:
        """Return the id of the person chosen as already known for the n-th of several."""
        name = f"{question.code}-{number}-{KNOWN_PERSON}"
        if self.is_bound:
            return str(self.data.get(name, ""))
        items = items_of(self.answers.get(question.code))
        return text_of(items[number].get(KNOWN_PERSON)) if number < len(items) else ""

    def _add(self, name: str, question: Question, answer: object) -> None:
        choices = tuple((option.code, option.label) for option in question.options)
        if question.type == "area":
            choices = self.areas
        self.fields[name] = Typed(question, choices=choices)
        self.initial[name] = _initial(question, answer)

    def _add_items(self, question: Question) -> None:
        items = items_of(self.answers.get(question.code))
        self.counts[question.code] = self._count(question, len(items))
        self.fields[question.code] = forms.Field(required=False, widget=forms.HiddenInput)
        for number in range(self.counts[question.code]):
            item = items[number] if number < len(items) else {}
            for inner in question.questions:
                name = field_name(question, item=number, inner=inner)
                self._add(name, inner, item.get(inner.code))

    def _count(self, question: Question, kept: int) -> int:
        sent = str(self.data.get(f"{question.code}-count", ""))
        if self.is_bound and sent.isascii() and sent.isdigit():
            return min(int(sent), question.max_items)
        return max(kept, question.min_items)

    def _item(self, question: Question, number: int) -> dict[str, object]:
        item = {
            inner.code: self._raw(field_name(question, item=number, inner=inner))
            for inner in question.questions
        }
        item[KNOWN_PERSON] = self.known_person_in(question, number)
        return {code: answer for code, answer in item.items() if not is_empty(answer)}

    def _raw(self, name: str) -> object:
        value = self[name].data
        if isinstance(value, DateParts):
            return {part: typed for part, typed in value._asdict().items() if typed}
        return list(value) if isinstance(value, list | tuple) else (value or "")


def _widget(question: Question) -> forms.Widget:
    if question.type in DATES:
        return DatePartsInput()
    if question.type == "checkboxes":
        return forms.SelectMultiple()
    if question.type == "textarea":
        return forms.Textarea()
    return forms.FileInput() if question.type == "file" else forms.TextInput()


def _initial(question: Question, answer: object) -> object:
    if question.type in DATES:
        typed = date_of(answer)
        return DateParts(typed.day, typed.month, typed.year, typed.age)
    if question.type == "checkboxes":
        return list(chosen(answer))
    return text_of(answer)
