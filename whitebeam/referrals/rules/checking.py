"""What is wrong with the answers of a page, in sentences that say how to mend it.

The one judge of answers, for the page as it is sent and for the whole as it is submitted.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from whitebeam.referrals.rules.answers import chosen, date_of, is_empty, items_of, text_of
from whitebeam.referrals.rules.form_definition import Page, Question
from whitebeam.referrals.rules.form_path import applies
from whitebeam.referrals.rules.known_dates import Mistake, read_date
from whitebeam.referrals.rules.safe_times import hours_of, read_time

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
PHONE = re.compile(r"\+?[0-9]{10,15}")
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
LONGEST_LINE = 500
Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the name of its field on the page, and the sentence to show there."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """What answers are judged against beside the form: the day, and the partnership's areas."""

    on: date
    areas: frozenset[str]


def field_name(question: Question, *, item: int, inner: Question) -> str:
    """Return the name on the page of a question asked of the n-th of several things."""
    return f"{question.code}-{item}-{inner.code}"


def problems(page: Page, *, answers: Answers, bounds: Bounds) -> tuple[Problem, ...]:
    """Return every mistake among the answers of a page, in page order."""
    found = [
        problem
        for question in page.questions
        if applies(question.show_when, answers=answers)
        for problem in _of_question(question, answers, bounds)
    ]
    found += _of_hours(page, answers)
    if page.one_of and all(is_empty(answers.get(code)) for code in page.one_of.questions):
        found.append(Problem(page.one_of.questions[0], page.one_of.message))
    return tuple(found)


def _of_hours(page: Page, answers: Answers) -> Iterator[Problem]:
    """Yield the mistake of safe hours that end before they begin."""
    ends = {q.maps_to: q.code for q in page.questions if q.type == "time"}
    first, last = ends.get("safe_contact.from_time", ""), ends.get("safe_contact.to_time", "")
    typed = text_of(answers.get(first)), text_of(answers.get(last))
    if all(map(read_time, typed)) and hours_of(*typed) is None:
        yield Problem(last, "The last safe time must be later than the first")


def _of_question(question: Question, answers: Answers, bounds: Bounds) -> Iterator[Problem]:
    if question.type == "repeat":
        yield from _of_repeat(question, answers, bounds)
        return
    sentence = mistake_in(question, answer=answers.get(question.code), bounds=bounds)
    if sentence:
        yield Problem(question.code, sentence)


def _of_repeat(question: Question, answers: Answers, bounds: Bounds) -> Iterator[Problem]:
    items = items_of(answers.get(question.code))
    if len(items) < question.min_items:
        yield Problem(question.code, question.required_message or _add_one(question))
    for number, item in enumerate(items):
        for inner in question.questions:
            if not applies(inner.show_when, answers={**answers, **item}):
                continue
            sentence = mistake_in(inner, answer=item.get(inner.code), bounds=bounds)
            if sentence:
                yield Problem(field_name(question, item=number, inner=inner), sentence)


def mistake_in(question: Question, *, answer: object, bounds: Bounds) -> str:
    """Return the sentence that mends this answer, or nothing if it needs no mending."""
    if is_empty(answer):
        return _required(question) if question.required and question.type != "file" else ""
    check = CHECKS.get(question.type)
    return check(question, answer, bounds) if check else ""


def _required(question: Question) -> str:
    verb = "Select" if question.options else "Enter"
    return question.required_message or f"{verb} {_small(question.label)}"


def _add_one(question: Question) -> str:
    return f"Add at least one {_small(question.item_label or question.label)}"


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def _choice(question: Question, answer: object, _: Bounds) -> str:
    known = {option.code for option in question.options}
    return "" if set(chosen(answer)) <= known else "Select from the answers shown"


def _choices(question: Question, answer: object, bounds: Bounds) -> str:
    picked = set(chosen(answer))
    for option in question.options:
        if option.exclusive and option.code in picked and len(picked) > 1:
            return f"Select what applies, or select “{option.label}”"
    return _choice(question, answer, bounds)


def _text(question: Question, answer: object, _: Bounds) -> str:
    longest = question.max_length or LONGEST_LINE
    if len(text_of(answer)) > longest:
        return f"{question.label} must be {longest:,} characters or fewer"
    return ""


def _date(question: Question, answer: object, bounds: Bounds) -> str:
    try:
        known = read_date(date_of(answer), what=question.label.split(",")[0], on=bounds.on)
    except Mistake as mistake:
        return str(mistake)
    if question.type == "date" and known and known.exact is None:
        return f"{question.label} must include a day, month and year"
    return ""


def _postcode(_: Question, answer: object, __: Bounds) -> str:
    if POSTCODE.fullmatch("".join(text_of(answer).upper().split())):
        return ""
    return "Enter a full postcode, like ME14 1XX"


def _area(_: Question, answer: object, bounds: Bounds) -> str:
    return "" if text_of(answer) in bounds.areas else "Select a district from the list"


def _phone(_: Question, answer: object, __: Bounds) -> str:
    if PHONE.fullmatch(re.sub(r"[\s().-]", "", text_of(answer))):
        return ""
    return "Enter a phone number, like 01632 960 001 or 07700 900 982"


def _email(_: Question, answer: object, __: Bounds) -> str:
    if EMAIL.fullmatch(text_of(answer)):
        return ""
    return "Enter an email address in the correct format, like name@example.com"


def _number(question: Question, answer: object, _: Bounds) -> str:
    typed = text_of(answer)
    return "" if typed.isascii() and typed.isdigit() else f"{question.label} must be a number"


def _time(_: Question, answer: object, __: Bounds) -> str:
    return "" if read_time(text_of(answer)) else "Enter a time, like 9:30am or 14:30"


CHECKS: dict[str, Callable[[Question, object, Bounds], str]] = {
    "radios": _choice,
    "checkboxes": _choices,
    "text": _text,
    "textarea": _text,
    "date": _date,
    "approx_date": _date,
    "postcode": _postcode,
    "area": _area,
    "phone": _phone,
    "email": _email,
    "number": _number,
    "time": _time,
}
