"""A worker records the result of another tool with its document, and signs it."""

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
ADVISER, CLARION = "Independent domestic violence adviser", "Clarion Housing Association"
OUTSIDER, ELSEWHERE = "MARAC representative", "Kent Police"
GRADE = "High, with a coercive pattern"


def test_a_result_is_kept_with_its_document(wide_walker_under_axe, product):
    _keep_and_open(wide_walker_under_axe, product)


def test_the_same_on_a_telephone(narrow_walker_under_axe, product):
    _keep_and_open(narrow_walker_under_axe, product)


def _keep_and_open(walker, product):
    walker.sign_in_as(ADVISER, at=CLARION)
    walker.go_to("/people/")
    walker.page.locator("table a").first.click()
    walker.look()
    walker.press("Risk")
    walker.press("Assess risk")
    walker.choose("tool", "external")
    walker.press("Begin")
    for name, value in (("alone", "YES"), ("mode", "RECORDS"), ("has_children", "NO")):
        walker.choose(name, value)
    walker.go_on()
    _the_result(walker)
    _to_the_end(walker)
    walker.press("Sign")
    walker.sees(GRADE)
    walker.sees("note.txt")
    signed = walker.page.url
    check_now(product, "check_result_documents")
    walker.page.goto(signed)
    walker.look()
    assert open_file(walker, "note.txt") == NOTE
    document = walker.page.get_by_role("link", name="note.txt").get_attribute("href")

    walker.sign_in_as(OUTSIDER, at=ELSEWHERE)
    is_refused(walker, signed, f"{product.staff}{document}")


def _the_result(walker):
    walker.sees("none of the tool's questions")
    walker.fill_named("name", "DARA")
    walker.fill_named("grade", GRADE)
    walker.choose("level", "HIGH")
    for file, said in ((TOO_LARGE, "smaller than 10 MB"), (NO_PICTURE, "not what its name says")):
        choose_file(walker, file)
        walker.go_on()
        walker.sees(said)
        assert walker.page.locator("[name='grade']").input_value() == GRADE
    choose_file(walker, A_NOTE)
    walker.go_on()


def _to_the_end(walker):
    """Go on over the pages that a result needs nothing of."""
    while "/page/" in walker.page.url:
        if walker.page.locator("[name='decision-children']").count():
            walker.choose("decision-children", "ALREADY")
        walker.go_on()
