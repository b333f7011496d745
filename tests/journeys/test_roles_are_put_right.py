"""Somebody recorded as causing harm is the one harmed: one worker says so, another decides, and the
assessment that held the roles wrong counts no more. Nothing is deleted."""

import pytest

from tests.journeys.at_marac import become
from tests.journeys.seeding import seeded_in

pytestmark = pytest.mark.journey
SHOWN = "The neighbour's recording shows whom he holds by the arm."
AGREED = "I have seen it too."
DONE = "The referral is corrected, and the police were told."


def test_roles_are_put_right(wide_walker_under_axe, product):
    _put_right(wide_walker_under_axe, product)


def test_the_same_on_a_telephone(narrow_walker_under_axe, product):
    _put_right(narrow_walker_under_axe, product)


def _put_right(walker, product):
    seeded = seeded_in(product.folder, "roles")
    become(walker, seeded["first"])
    walker.go_to(f"/risk/person/{seeded['wren']}/")
    walker.press("Recorded as causing harm, and is harmed")
    walker.press("Continue")
    walker.sees("There is a problem")
    walker.choose("other", seeded["rook"])
    walker.press("Continue")
    walker.sees("is the one harmed")
    walker.fill_named("words", SHOWN)
    walker.press("Raise it")
    walker.sees("A second worker decides")
    correction = walker.page.url.removeprefix(product.staff)
    assert walker.page.get_by_role("button", name="Agree", exact=True).count() == 0

    become(walker, seeded["second"])
    walker.go_to(correction)
    walker.sees(SHOWN)
    walker.fill_named("words", AGREED)
    walker.press("Agree")
    walker.sees(AGREED)
    walker.fill_named("words", DONE)
    walker.press("Set aside 1 with the wrong roles")
    walker.sees(DONE)

    walker.go_to(f"/risk/person/{seeded['rook']}/")
    walker.sees("Set aside")
