"""Her adviser brings what she wants, tells her what was decided; the coordinator closes the case."""

import pytest

from tests.journeys.at_marac import become
from tests.journeys.seeding import seeded_in

pytestmark = pytest.mark.journey
WISH, DECIDED = "To stay in her home", "A safe room, and the police mark the address"


def test_she_is_told_and_the_case_closes(wide_walker_under_axe, product):
    _tell_and_close(wide_walker_under_axe, product)


def test_the_same_on_a_telephone(narrow_walker_under_axe, product):
    _tell_and_close(narrow_walker_under_axe, product)


def _tell_and_close(walker, product):
    seeded = seeded_in(product.folder, "flags")
    reference = seeded["cases"][0]
    become(walker, seeded["people"]["coordinator"])
    _open(walker, reference)
    walker.sees("It closes once she was told")
    walker.sees("nobody has recorded that she was told")
    assert walker.page.get_by_role("button", name="Close", exact=True).count() == 0
    assert walker.page.get_by_role("link", name="Close", exact=True).count() == 0

    become(walker, seeded["people"]["idva"])
    walker.press("Her voice")
    walker.press(reference)
    walker.press("Record what she wants")
    walker.fill_named("words", WISH)
    walker.page.locator("main form button").last.click()
    walker.look()
    walker.press("Record how she was told")
    walker.fill_named("decided", DECIDED)
    walker.choose("outcome", "TOLD")
    walker.page.locator("select[name='how']").select_option("FACE_TO_FACE")
    walker.press("Record it")
    walker.sees(DECIDED)

    become(walker, seeded["people"]["coordinator"])
    _open(walker, reference)
    _close(walker)
    walker.sees("You closed the case")


def _close(walker):
    walker.press("Close")
    walker.fill_named("words", "Ask her adviser first.")
    walker.page.locator("main form button").last.click()
    walker.look()


def _open(walker, reference):
    walker.go_to("/marac/?stage=following")
    walker.page.locator("tbody tr").filter(has_text=reference).get_by_role("link").click()
    walker.look()
