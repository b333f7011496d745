"""What the answers of a form say, by the places of the record that questions fill.

A question names its place (`maps_to`); the record is written from places, never from the codes of
questions, so that two forms that ask differently fill the same record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from whitebeam.referrals.rules.answers import (
    KNOWN_PERSON,
    chosen,
    date_of,
    is_empty,
    items_of,
    text_of,
)
from whitebeam.referrals.rules.form_definition import Form, Question
from whitebeam.referrals.rules.form_path import live_answers
from whitebeam.referrals.rules.known_dates import KnownDate, Mistake, read_date

NOBODY = frozenset({"not known", "unknown", "not sure", "don't know", "n/k", "none", "?", "-"})
PLACE_OF_HER_HOME = ("location.address", "location.postcode")


@dataclass(frozen=True, slots=True)
class Told:
    """Answers by their places. `known_person` is the id of a person chosen as already known."""

    values: Mapping[str, object]
    on: date
    known_person: str = ""

    def text(self, place: str) -> str:
        """Return what was typed for a place."""
        return text_of(self.values.get(place))

    def name(self, place: str) -> str:
        """Return a name on one line, or nothing where it only says that none is known."""
        name = " ".join(self.text(place).split())
        return "" if name.lower() in NOBODY else name

    def chosen(self, place: str) -> tuple[str, ...]:
        """Return the codes chosen for a place, without the one that says none of these."""
        return tuple(code for code in chosen(self.values.get(place)) if code != "NONE")

    def choice(self, place: str, *, default: str = "") -> str:
        """Return the one code chosen for a place."""
        return next(iter(chosen(self.values.get(place))), default)

    def known_date(self, place: str) -> KnownDate | None:
        """Return the date of a place, as far as it is known."""
        try:
            return read_date(date_of(self.values.get(place)), what="Date", on=self.on)
        except Mistake:
            return None

    def items(self, place: str) -> tuple["Told", ...]:
        """Return what was told of each of several people or things."""
        found = self.values.get(place)
        return found if isinstance(found, tuple) else ()

    def is_home_confidential(self) -> bool:
        """Say whether where she lives is kept sealed: always, unless told that it need not be."""
        return self.choice("location.confidential") != "NO"


def told(form: Form, *, answers: Mapping[str, object], on: date) -> Told:
    """Return the answers that count, by their places."""
    live = live_answers(form, answers=answers)
    values: dict[str, object] = {}
    for question in form.questions():
        answer = live.get(question.code)
        if not question.maps_to or is_empty(answer):
            continue
        values[question.maps_to] = (
            _told_items(question, answer, on) if question.type == "repeat" else answer
        )
    return Told(values, on, text_of(answers.get(KNOWN_PERSON)))


def without_home(form: Form, *, answers: Mapping[str, object]) -> dict[str, object]:
    """Return the answers without where she lives, for a record that must not hold it."""
    hidden = {q.code for q in form.questions() if q.maps_to in PLACE_OF_HER_HOME}
    return {code: answer for code, answer in answers.items() if code not in hidden}


def _told_items(question: Question, answer: object, on: date) -> tuple[Told, ...]:
    return tuple(
        Told(
            {q.maps_to: item.get(q.code) for q in question.questions if q.maps_to},
            on,
            text_of(item.get(KNOWN_PERSON)),
        )
        for item in items_of(answer)
        if not is_empty(item)
    )
