"""Triage asks the school a question, reads its answer, and declines with a reason."""

import pytest

from tests.journeys.referring import (
    hold_it,
    refer_a_mother_and_two_children,
    reference_shown,
    sign_in_as_the_school,
)

pytestmark = pytest.mark.journey
QUESTION = "Which days does she collect the children herself?"
ANSWER = "Mondays and Thursdays, at the side gate."
WORDS = "She has gone to live with her sister outside the area."


def test_a_question_is_asked_answered_and_the_referral_declined(wide_walker):
    _ask_answer_and_decline(wide_walker, name="Linnet Questionley")


def test_the_same_on_a_telephone(narrow_walker_under_axe):
    _ask_answer_and_decline(narrow_walker_under_axe, name="Siskin Questionley")


def _ask_answer_and_decline(walker, *, name):
    refer_a_mother_and_two_children(walker, name=name)
    reference = reference_shown(walker)

    hold_it(walker, reference, name)
    walker.press("Ask for information")
    walker.press("Send it back")
    walker.sees("Select a reason")
    _say_why(walker, QUESTION)
    walker.press("Send it back")

    sign_in_as_the_school(walker)
    _open_what_was_sent(walker, name)
    walker.sees("Returned for information")
    walker.sees(QUESTION)
    walker.press("Answer the question")
    walker.fill_named("words", ANSWER)
    walker.press("Send")

    hold_it(walker, reference, name)
    walker.sees(ANSWER)
    walker.press("Decline")
    _say_why(walker, WORDS)
    walker.press("Decline")

    sign_in_as_the_school(walker)
    _open_what_was_sent(walker, name)
    walker.sees("Declined")
    walker.sees(WORDS)


def _say_why(walker, words):
    walker.page.locator("select[name='reason']").select_option(index=1)
    walker.fill_named("words", words)


def _open_what_was_sent(walker, name):
    walker.go_to("/referrals/sent/")
    walker.page.get_by_role("link", name=name).first.click()
    walker.look()
