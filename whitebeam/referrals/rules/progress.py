"""How far a form has been answered: the state of each page, and which comes next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from whitebeam.referrals.rules.answers import is_empty
from whitebeam.referrals.rules.checking import Bounds, problems
from whitebeam.referrals.rules.form_definition import Form, Page
from whitebeam.referrals.rules.form_path import live_answers, pages_shown

Answers = Mapping[str, object]


class PageState(StrEnum):
    NOT_STARTED = "NOT_STARTED"
    INCOMPLETE = "INCOMPLETE"
    DONE = "DONE"


@dataclass(frozen=True, slots=True)
class PageProgress:
    section: str
    page: Page
    state: PageState
    is_sound: bool


def progress(
    form: Form, *, answers: Answers, done: Collection[str], bounds: Bounds
) -> tuple[PageProgress, ...]:
    """Return the state of every page that is asked, in order. `done` names the pages sent."""
    live = live_answers(form, answers=answers)
    shown = pages_shown(form, answers=answers)
    titles = {page.code: section.title for section, page in form.pages()}
    return tuple(_state(page, titles[page.code], live, done, bounds) for page in shown)


def is_complete(form: Form, *, answers: Answers, bounds: Bounds) -> bool:
    """Say whether nothing that must be answered is missing or wrong."""
    live = live_answers(form, answers=answers)
    return not any(
        problems(page, answers=live, bounds=bounds) for page in pages_shown(form, answers=answers)
    )


def page_after(form: Form, code: str, *, answers: Answers) -> Page | None:
    """Return the page that follows this one, or nothing after the last."""
    order = [page.code for _, page in form.pages()]
    later = order[order.index(code) + 1 :]
    return next((page for page in pages_shown(form, answers=answers) if page.code in later), None)


def page_before(form: Form, code: str, *, answers: Answers) -> Page | None:
    """Return the page before this one, or nothing before the first."""
    order = [page.code for _, page in form.pages()]
    earlier = order[: order.index(code)]
    shown = [page for page in pages_shown(form, answers=answers) if page.code in earlier]
    return shown[-1] if shown else None


def _state(
    page: Page, section: str, live: Answers, done: Collection[str], bounds: Bounds
) -> PageProgress:
    is_sound = not problems(page, answers=live, bounds=bounds)
    is_untouched = all(is_empty(live.get(question.code)) for question in page.questions)
    if is_untouched and page.code not in done:
        state = PageState.NOT_STARTED
    else:
        state = PageState.DONE if is_sound else PageState.INCOMPLETE
    return PageProgress(section, page, state, is_sound)
