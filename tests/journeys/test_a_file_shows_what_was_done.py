"""Whoever does an action shows it with a file; the asker opens it once checked, others never."""

import pytest

from tests.journeys.files import (
    A_NOTE,
    NO_PICTURE,
    NOTE,
    TOO_LARGE,
    check_now,
    choose_file,
    is_refused,
    open_file,
)

pytestmark = pytest.mark.journey
ASKER, DOER, AT = "Partnership officer", "Independent domestic violence adviser", "Clarion"
OUTSIDER, ELSEWHERE = "MARAC representative", "Kent Police"


def test_a_file_is_checked_opened_by_the_asker_and_refused_to_others(
    wide_walker_under_axe, product
):
    _show_and_open(wide_walker_under_axe, product, what="Fit a second lock at the back")


def test_the_same_on_a_telephone(narrow_walker_under_axe, product):
    _show_and_open(narrow_walker_under_axe, product, what="Fit a light over the gate")


def _show_and_open(walker, product, *, what):
    _ask(walker, what)
    _say_yes(walker, what)
    _add_a_file(walker)
    action = walker.page.url
    check_now(product, "check_evidence")
    walker.page.goto(action)
    assert open_file(walker, "note.txt") == NOTE
    file = walker.page.get_by_role("link", name="note.txt").get_attribute("href")
    walker.press("It is done")
    walker.fill_named("evidence", NOTE)
    walker.press("Close as done")

    walker.sign_in_as(ASKER)
    walker.page.goto(action)
    walker.look()
    walker.sees("What shows it")
    assert open_file(walker, "note.txt") == NOTE

    walker.sign_in_as(OUTSIDER, at=ELSEWHERE)
    is_refused(walker, action, f"{product.staff}{file}", f"{action}evidence/")


def _ask(walker, what):
    walker.sign_in_as(ASKER)
    walker.go_to("/actions/new/")
    walker.fill_named("text", what)
    walker.page.locator("select[name='agency']").select_option(label="Clarion Housing Association")
    for part, value in (("day", "1"), ("month", "2"), ("year", "2099")):
        walker.fill_named(f"due_date_{part}", value)
    walker.press("Continue")
    walker.sees("The agency is asked")


def _say_yes(walker, what):
    walker.sign_in_as(DOER, at=AT)
    walker.go_to("/actions/proposed/")
    walker.press(what)
    walker.press("Say yes and name who does it")
    walker.press("Say yes")


def _add_a_file(walker):
    walker.press("Add a file")
    walker.press("Add")
    walker.sees("Choose a file")
    for file, said in ((TOO_LARGE, "smaller than 10 MB"), (NO_PICTURE, "not what its name says")):
        choose_file(walker, file)
        walker.press("Add")
        walker.sees(said)
    choose_file(walker, A_NOTE)
    walker.press("Add")
    walker.sees("It can be opened once it was checked")
