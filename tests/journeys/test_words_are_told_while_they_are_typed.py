"""Words to think of again, and what answers call for, come while the page is open."""

import pytest

pytestmark = pytest.mark.journey
CLARION = "Clarion Housing Association"
TYPED = "Neighbours say it is a volatile relationship."
BETTER = "Neighbours heard him threaten her."
TOLD = "Words to think of again"


def test_an_assessment_tells_while_it_is_written(wide_walker):
    _assess(wide_walker)


def test_the_same_on_a_telephone_under_axe(narrow_walker_under_axe):
    _assess(narrow_walker_under_axe)


def test_a_referral_tells_while_it_is_written(narrow_walker_under_axe):
    walker = narrow_walker_under_axe
    walker.sign_in_as("Police officer")
    walker.press("Refer someone")
    walker.choose("route", "SHORT")
    walker.press("Start now")
    walker.choose("contact_answer", "NOT_KNOWN")
    walker.fill_named("known_as", "Siskin Sceneley")
    walker.choose("sex", "FEMALE")
    walker.fill_named("postcode", "TN23 1PH")
    walker.go_on()

    _type(walker, "what_happened")


def test_a_case_of_a_marac_tells_while_it_is_written(wide_walker_under_axe):
    walker = wide_walker_under_axe
    walker.sign_in_as("MARAC coordinator")
    walker.go_to("/marac/?stage=screening")
    walker.page.locator("tbody a").first.click()
    walker.look()
    walker.press("Ask for information")

    _type(walker, "words")


def _assess(walker):
    walker.sign_in_as("Independent domestic violence adviser", at=CLARION)
    walker.go_to("/people/")
    walker.page.locator("table a").first.click()
    walker.look()
    walker.press("Risk")
    walker.press("Assess risk")
    walker.choose("tool", "dash")
    walker.page.locator("input[name='perpetrator']").last.check()
    walker.press("Begin")
    walker.choose("alone", "YES")
    walker.choose("mode", "FACE_TO_FACE")
    walker.choose("has_children", "NO")
    walker.go_on()
    walker.page.locator("details:has([name='very_frightened-detail']) summary").click()

    _type(walker, "very_frightened-detail")
    for _ in ("being frightened", "the future", "how it is changing"):
        walker.go_on()
    assert "Strangulation was told" not in walker.words()
    walker.choose("strangulation", "YES")
    walker.page.get_by_text("Strangulation was told").wait_for()
    walker.look()


def _type(walker, name):
    """Type words that share the blame, see them told, and see that go when they are put right."""
    field = walker.page.locator(f"[name='{name}']")
    field.press_sequentially(TYPED)
    walker.page.get_by_text(TOLD).wait_for()
    walker.sees("It shares the blame between two people")
    assert field.input_value() == TYPED
    walker.look()
    field.fill(BETTER)
    walker.page.get_by_text(TOLD).wait_for(state="detached")
