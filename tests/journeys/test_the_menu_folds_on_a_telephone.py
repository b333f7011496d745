"""The places of the main menu fold away on a telephone, and never without scripts or on a desk."""

import pytest

from tests.journeys.conftest import another_walker

pytestmark = pytest.mark.journey
MENU, PLACE = "Menu", "MARAC cases"


def test_a_coordinator_unfolds_the_menu_with_the_keyboard(narrow_walker_under_axe):
    walker = narrow_walker_under_axe
    walker.sign_in_as("MARAC coordinator")
    menu = walker.page.get_by_role("button", name=MENU, exact=True)
    assert _way(walker).count() == 0

    menu.focus()
    walker.page.keyboard.press("Enter")
    walker.look()
    _way(walker).click()
    walker.look()

    assert walker.heading() == PLACE
    assert menu.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_it_is_a_plain_list_without_scripts_and_on_a_desk(browser, product, width, scripts):
    walker = another_walker(browser, product, width=width, scripts=scripts)
    walker.sign_in_as("MARAC coordinator")

    assert _way(walker).is_visible()
    assert walker.page.get_by_role("button", name=MENU, exact=True).count() == 0
    walker.page.context.close()
    assert walker.faults == []


def _way(walker):
    """The way to the cases, unless it is folded away."""
    return walker.page.get_by_role("navigation", name="Main").get_by_role("link", name=PLACE)
