"""Forms: what is asked can be answered, shown and stored."""

from collections.abc import Iterator
from dataclasses import dataclass

from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem
from whitebeam.config.pack.schema.forms import Form, Page, Question
from whitebeam.referrals.rules.form_definition import CHOICES, TARGETS, ShowWhen
from whitebeam.referrals.rules.hints import settings_named

Path = tuple[str | int, ...]
Asked = dict[str, Question]


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong at a place of a form."""

    path: Path
    sentence: str


def check(pack: Pack) -> Iterator[Problem]:
    """Find questions that could not be answered, shown or stored."""
    if "referral" not in {form.code for form in pack.forms}:
        sentence = "There is no form 'referral'. Nobody could refer."
        yield Problem("forms/referral.yaml", 1, sentence)
    needs = {need.code for need in pack.needs}
    settings = {one.key for one in pack.settings() if one.area is None}
    for form in pack.forms:
        section = f"forms/{form.code}"
        if section not in pack.places:
            yield Problem(f"{section}.yaml", 1, "A form's file must be named after its code.")
            continue
        for found in in_form(form, needs=needs, settings=settings):
            file, line = pack.where(section, *found.path)
            yield Problem(file, line, found.sentence)


def in_form(form: Form, *, needs: set[str], settings: set[str]) -> Iterator[Found]:
    """Find what is wrong in one form, reading it in the order it is asked."""
    asked: Asked = {}
    pages: set[str] = set()
    for number, section in enumerate(form.sections):
        place: Path = ("sections", number)
        yield from _shows(section.show_when, (*place, "show_when"), asked)
        for index, page in enumerate(section.pages):
            here = (*place, "pages", index)
            if page.code in pages:
                yield Found((*here, "code"), f"The page '{page.code}' occurs twice.")
            pages.add(page.code)
            for key in sorted(settings_named(page) - settings):
                yield Found(here, f"A hint names '{key}', which is not set for everywhere.")
            yield from _shows(page.show_when, (*here, "show_when"), asked)
            yield from _one_of(page, here)
            yield from _questions(page.questions, (*here, "questions"), asked, needs)


def _one_of(page: Page, here: Path) -> Iterator[Found]:
    codes = {question.code for question in page.questions}
    for code in page.one_of.questions if page.one_of else ():
        if code not in codes:
            yield Found((*here, "one_of"), f"There is no question '{code}' on this page.")


def _questions(
    questions: tuple[Question, ...], place: Path, asked: Asked, needs: set[str]
) -> Iterator[Found]:
    for index, question in enumerate(questions):
        here = (*place, index)
        if question.code in asked:
            yield Found((*here, "code"), f"The question '{question.code}' is asked twice.")
        yield from _shows(question.show_when, (*here, "show_when"), asked)
        yield from _question(question, here)
        yield from _options(question, here, needs)
        asked[question.code] = question
        yield from _questions(question.questions, (*here, "questions"), asked, needs)


def _shows(show_when: ShowWhen, place: Path, asked: Asked) -> Iterator[Found]:
    for code, values in show_when.items():
        earlier = asked.get(code)
        if earlier is None:
            yield Found((*place, code), f"'{code}' is not asked before this. Ask it first.")
            continue
        options = {option.code for option in earlier.options}
        for number, value in enumerate(values):
            if value not in options:
                yield Found((*place, code, number), f"'{code}' has no option '{value}'.")


def _question(question: Question, here: Path) -> Iterator[Found]:
    code = question.code
    if question.required and not question.required_message:
        sentence = f"'{code}' is required: add 'required_message', such as 'Enter a name'."
        yield Found((*here, "required"), sentence)
    if question.required_message and not question.required_message.startswith(("Select", "Enter")):
        sentence = "Begin the message with 'Select' or 'Enter'."
        yield Found((*here, "required_message"), sentence)
    if question.maps_to and question.maps_to not in TARGETS:
        yield Found((*here, "maps_to"), f"'{question.maps_to}' is no place in the record.")
    if (question.type == "repeat") != bool(question.questions):
        yield Found((*here, "type"), f"'{code}': a repeat, and only a repeat, has questions.")
    if question.min_items > question.max_items:
        yield Found((*here, "min_items"), f"'{code}': 'min_items' is more than 'max_items'.")


def _options(question: Question, here: Path, needs: set[str]) -> Iterator[Found]:
    if (question.type in CHOICES) != bool(question.options):
        sentence = f"'{question.code}': radios and checkboxes, and only they, have options."
        yield Found((*here, "type"), sentence)
    seen: set[str] = set()
    for number, option in enumerate(question.options):
        place = (*here, "options", number)
        if option.code in seen:
            yield Found(place, f"The option '{option.code}' occurs twice.")
        seen.add(option.code)
        if option.need and option.need not in needs:
            yield Found((*place, "need"), f"There is no need '{option.need}' in needs.yaml.")
        if option.exclusive and question.type != "checkboxes":
            yield Found((*place, "exclusive"), "Only an option of checkboxes can be exclusive.")
