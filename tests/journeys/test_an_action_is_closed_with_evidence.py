"""The partnership asks an agency for something; it says yes, does it, and the asker sees it closed."""

import pytest

pytestmark = pytest.mark.journey
ASKER, DOER, AT = "Partnership officer", "Independent domestic violence adviser", "Clarion"
EVIDENCE = "Locks changed on Monday; invoice 2216 is on the file."


def test_an_agency_says_yes_and_closes_with_evidence(wide_walker):
    _ask_say_yes_and_close(wide_walker, what="Change the locks before Friday")


def test_the_same_on_a_telephone(narrow_walker_under_axe):
    _ask_say_yes_and_close(narrow_walker_under_axe, what="Fit a camera at the door")


def _ask_say_yes_and_close(walker, *, what):
    walker.sign_in_as(ASKER)
    walker.go_to("/actions/new/")
    walker.press("Continue")
    walker.sees("Enter what is to be done")
    walker.fill_named("text", what)
    walker.fill_named("rationale", "The key was not given back")
    walker.page.locator("select[name='agency']").select_option(label="Clarion Housing Association")
    for part, value in (("day", "1"), ("month", "2"), ("year", "2099")):
        walker.fill_named(f"due_date_{part}", value)
    walker.press("Continue")
    walker.sees("The agency is asked")
    walker.go_to("/actions/figures/")

    walker.sign_in_as(DOER, at=AT)
    walker.go_to("/actions/proposed/")
    walker.press(what)
    walker.press("Say yes and name who does it")
    walker.press("Say yes")
    walker.sees("It is on your agency's list")
    walker.press("Work on it has begun")
    walker.press("It is done")
    walker.press("Close as done")
    walker.sees("Enter what was done and what shows it")
    walker.fill_named("evidence", EVIDENCE)
    walker.press("Close as done")
    walker.go_to("/actions/closed/")
    walker.sees(what)

    walker.sign_in_as(ASKER)
    walker.go_to("/notices/")
    walker.sees("An action was closed")
    walker.page.get_by_role("link", name="An action was closed").first.click()
    walker.look()
    walker.sees(EVIDENCE)
