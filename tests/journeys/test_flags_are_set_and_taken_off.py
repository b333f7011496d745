"""A representative says that her agency's files carry the flag, and a year later that it is off."""

import pytest

from tests.journeys.at_marac import become
from tests.journeys.seeding import seeded_in

pytestmark = pytest.mark.journey


def test_flags_are_set_and_taken_off(wide_walker_under_axe, product):
    _set_and_take_off(wide_walker_under_axe, product)


def test_the_same_on_a_telephone(narrow_walker_under_axe, product):
    _set_and_take_off(narrow_walker_under_axe, product)


def _set_and_take_off(walker, product):
    seeded = seeded_in(product.folder, "flags")
    new, ended = seeded["cases"]
    become(walker, seeded["people"]["housing_rep"])
    walker.press("Flags")
    walker.sees("To be set")
    walker.sees("To be removed")

    _card(walker, new).get_by_role("button", name="Our files carry it").click()
    _card(walker, new).wait_for(state="detached")
    _card(walker, ended).get_by_role("button", name="It is off our files").click()
    _card(walker, ended).wait_for(state="detached")
    walker.look()
    walker.sees("Nothing to flag and nothing to take off")


def _card(walker, reference):
    return walker.page.locator("article").filter(has_text=reference)
