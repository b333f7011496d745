"""An analyst releases with a second person, and an executive reads the quarter."""

import pytest

pytestmark = pytest.mark.journey
OFFICER, EXECUTIVE = "Partnership officer", "Executive group member"


def test_an_analyst_releases_with_a_second_person(wide_walker):
    _release(wide_walker)


def test_the_same_release_under_axe(wide_walker_under_axe):
    _release(wide_walker_under_axe)


def test_an_executive_reads_the_quarter(walker):
    walker.sign_in_as(EXECUTIVE)
    walker.go_to("/indicators/")
    walker.sees("Late or not known")
    walker.sees("More than chance")
    # The quarter before the newest: another walker may just have released the newest without police.
    walker.page.locator("select[name='period']").select_option(index=1)
    walker.press("Show")
    walker.sees("95% interval")
    walker.press("Operation Encompass notices that reached the school in time")
    walker.sees("Through time")
    walker.sees("By district")
    walker.sees("Take this table as CSV")
    walker.sees("Notices at weekends and in holidays are due on the next school day.")


def _release(walker):
    _become(walker, OFFICER, 0)
    walker.go_to("/indicators/releases/new/")
    walker.page.locator("select[name='period']").select_option(index=1)
    walker.fill_named("title", "The quarter, for the executive group")
    walker.fill_named("why", "Late returns came in")
    walker.press("Freeze it for approval")
    walker.sees("You made this release")
    address = walker.page.url

    _become(walker, OFFICER, 1)
    walker.page.goto(address)
    walker.look()
    walker.press("Approve")
    walker.sees("Make every check before you approve")
    walker.choose("checks", "numbers", "caveats", "hidden", "news")
    walker.press("Approve")
    walker.sees("Out")
    walker.press("Make it again and compare")
    walker.sees("it prints the same numbers")


def _become(walker, role, which):
    walker.page.context.clear_cookies()
    walker.page.goto(f"{walker.product.staff}/demonstration/")
    buttons = walker.page.locator("form button").filter(has_text=role)
    buttons.nth(which).click()
    walker.look()
