"""Which pages and questions of a form show, given the answers so far."""

from collections.abc import Mapping

from whitebeam.referrals.rules.form_definition import Form, Page, Question, ShowWhen

Answers = Mapping[str, object]


def applies(show_when: ShowWhen, *, answers: Answers) -> bool:
    """Say whether every condition holds: the answer is, or includes, one of the named values."""
    return all(_chosen(answers.get(code)) & set(values) for code, values in show_when.items())


def pages_shown(form: Form, *, answers: Answers) -> tuple[Page, ...]:
    """Return the pages to ask, in order. A page whose questions are all hidden is left out."""
    kept = live_answers(form, answers=answers)
    return tuple(
        page
        for section, page in form.pages()
        if applies(section.show_when, answers=kept)
        and applies(page.show_when, answers=kept)
        and questions_shown(page, answers=kept)
    )


def questions_shown(page: Page, *, answers: Answers) -> tuple[Question, ...]:
    """Return the questions of a page to ask, in order."""
    return tuple(q for q in page.questions if applies(q.show_when, answers=answers))


def live_answers(form: Form, *, answers: Answers) -> dict[str, object]:
    """Return only the answers whose question shows, as read in order.

    An answer left behind on a question that no longer shows counts for nothing.
    """
    kept: dict[str, object] = {}
    for section, page in form.pages():
        if not applies(section.show_when, answers=kept) or not applies(
            page.show_when, answers=kept
        ):
            continue
        for question in page.questions:
            if question.code in answers and applies(question.show_when, answers=kept):
                kept[question.code] = answers[question.code]
    return kept


def needs_raised(form: Form, *, answers: Answers) -> frozenset[str]:
    """Return the codes of the needs that the chosen options raise."""
    kept = live_answers(form, answers=answers)
    return frozenset(
        option.need
        for question in form.questions()
        for option in question.options
        if option.need and option.code in _chosen(kept.get(question.code))
    )


def _chosen(answer: object) -> set[str]:
    if isinstance(answer, str):
        return {answer}
    if isinstance(answer, list | tuple | set | frozenset):
        return {value for value in answer if isinstance(value, str)}
    return set()
