"""A representative answers a list of fifteen cases: twelve in one press each, three on a page.

How often she presses, chooses and types is held; how long it took is printed (pytest -s), since a
machine that is busy would fail a test that is timed. docs/workflows/marac-research.md tells both.
"""

from functools import partial

import pytest

from tests.journeys.at_marac import Effort, become
from tests.journeys.seeding import seeded_in

pytestmark = pytest.mark.journey
KNOWN, FACT = 3, "He was arrested here on Monday and released."
PRESSES_FOR_NOTHING, PRESSES_FOR_A_FACT = 1, 10


def test_a_list_of_fifteen_is_answered(wide_walker, product):
    _answer_the_list(wide_walker, product)


def test_the_same_on_a_telephone(narrow_walker_under_axe, product):
    _answer_the_list(narrow_walker_under_axe, product)


def _answer_the_list(walker, product):
    seeded = seeded_in(product.folder, "list")
    become(walker, seeded["people"]["rep"])
    walker.sees("15 cases to research for a MARAC")
    walker.press("15 cases to research for a MARAC")
    effort = Effort()
    for reference in seeded["cases"][KNOWN:]:
        effort.spend(partial(_nothing_known, walker, reference), presses=PRESSES_FOR_NOTHING)
    for reference in seeded["cases"][:KNOWN]:
        effort.spend(partial(_share_a_fact, walker, reference), presses=PRESSES_FOR_A_FACT)

    walker.go_to("/marac/research/")
    walker.sees("Waiting (0)")
    assert effort.presses == 12 * PRESSES_FOR_NOTHING + KNOWN * PRESSES_FOR_A_FACT
    print(
        f"fifteen cases: {effort.presses} presses and {effort.seconds:.1f} seconds of the product"
    )


def _card(walker, reference):
    return walker.page.locator("article").filter(has_text=reference)


def _nothing_known(walker, reference):
    _card(walker, reference).get_by_role("button", name="Nothing known").click()
    _card(walker, reference).get_by_role("button", name="Undo").wait_for()
    walker.look()


def _share_a_fact(walker, reference):
    """Open the case, say of three people whether they are known, and share one thing."""
    _card(walker, reference).get_by_role("button", name="We know something").click()
    walker.look()
    for place, is_known in enumerate(("no", "yes", "no")):
        walker.page.locator(f"input[name^='known-'][value='{is_known}']").nth(place).check()
    walker.fill_named("item-0-text", FACT)
    walker.choose("item-0-kind", "FACT")
    walker.choose("item-0-topic", "RISK")
    walker.page.locator("select[name='item-0-about']").select_option(index=2)
    walker.press("Share with the panel")
    walker.sees("Your agency has answered")
    walker.press("Back")
