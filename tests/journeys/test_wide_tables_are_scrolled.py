"""A table wider than its place is reached and scrolled by keyboard; one that fits is no stop."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import another_walker

pytestmark = pytest.mark.journey
CARD = ".wb-table-card--cards"
NARROWER = f"() => document.querySelector('{CARD}').style.setProperty('max-width', '16rem')"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_table_is_a_stop_only_where_it_must_be_scrolled(browser, product, width):
    walker = another_walker(browser, product, width=width, axe=True)
    walker.sign_in_as("MARAC coordinator")
    walker.go_to("/marac/figures/")
    card = walker.page.locator(CARD).first
    fits = walker.page.evaluate(f"document.querySelector('{CARD}').matches('[tabindex]')")

    walker.page.evaluate(NARROWER)
    if width == 1280:
        assert not fits
        walker.page.locator(f"{CARD}[role=region][tabindex='0'][aria-label]").first.wait_for()
        card.focus()
        for _ in range(3):
            walker.page.keyboard.press("ArrowRight")
        expect(card).not_to_have_js_property("scrollLeft", 0)
        walker.look()
    else:
        assert card.get_attribute("tabindex") is None

    walker.page.context.close()
    assert walker.faults == []
