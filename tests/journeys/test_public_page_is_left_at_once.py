"""Whoever reads the public page and is interrupted leaves it with one press."""

import pytest

pytestmark = pytest.mark.journey
ELSEWHERE = "https://www.bbc.co.uk/weather"


def test_one_press_leaves_the_page(wide_walker):
    page = _open_the_public_page(wide_walker)

    page.locator(".govuk-exit-this-page__button").click()

    _is_elsewhere(wide_walker)


def test_three_presses_of_shift_leave_the_page(narrow_walker_under_axe):
    page = _open_the_public_page(narrow_walker_under_axe)

    for _ in range(3):
        page.keyboard.press("Shift")

    _is_elsewhere(narrow_walker_under_axe)


def _open_the_public_page(walker):
    """Open it with the way out answered here, so that nothing leaves this machine."""
    page = walker.page
    page.route(f"{ELSEWHERE}**", lambda way: way.fulfill(body="Sunny", content_type="text/html"))
    page.goto(f"{walker.product.public}/")
    walker.look()
    walker.sees("Help is near you")
    assert "Whitebeam" not in page.title()
    assert page.context.cookies() == []
    return page


def _is_elsewhere(walker):
    walker.page.wait_for_url(f"{ELSEWHERE}**")
    walker.sees("Sunny")
    walker.sees_nothing_of("Help is near you")
    assert set(walker.faults) == {f"asked {ELSEWHERE}"}
    walker.faults.clear()
