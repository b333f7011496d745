"""A case need not be heard: what can be done is done before the meeting, professionals are called
in two presses, two agencies and her adviser agree, and the coordinator settles it with a reason."""

import pytest

from tests.journeys.at_marac import become
from tests.journeys.seeding import seeded_in

pytestmark = pytest.mark.journey
LOCKS, VISIT = "Change the locks before Friday", "Visit him with the warning"
DONE, SAID = "Locks changed on Monday; invoice 2216.", "He was bailed to his mother's, far away."
NOT_AWAITED = "The others hold nothing that would change it."
WHY = "The locks are changed, he is bailed away, and she wants no meeting."


def test_a_case_is_settled_early(wide_walker_under_axe, product):
    _settle(wide_walker_under_axe, product)


def test_the_same_on_a_telephone(narrow_walker_under_axe, product):
    _settle(narrow_walker_under_axe, product)


def _settle(walker, product):
    seeded = seeded_in(product.folder, "early")
    people, case = seeded["people"], f"/marac/cases/{seeded['case']}/"
    become(walker, people["rep"])
    _raise(walker, case, LOCKS, seeded["agencies"]["housing"])
    _raise(walker, case, VISIT, seeded["agencies"]["police"])
    become(walker, people["housing_rep"])
    _say_yes_and_do(walker, LOCKS)

    become(walker, people["coordinator"])
    walker.go_to(case)
    _talk_it_over(walker)

    become(walker, people["rep"])
    _propose(walker, case)
    become(walker, people["coordinator"])
    walker.go_to(f"{case}settle/")
    assert walker.page.get_by_role("button", name="Settle this case").count() == 0
    become(walker, people["housing_rep"])
    walker.go_to(f"{case}settle/")
    walker.press("Agree for another agency")
    walker.page.locator("select[name='agency']").select_option(label=seeded["agencies"]["housing"])
    walker.press("Agree")
    walker.sees("Your agency agrees")
    become(walker, people["idva"])
    walker.go_to(f"{case}settle/")
    walker.press("I agree for her")
    walker.sees("You agreed for her")
    become(walker, people["coordinator"])
    _decide(walker, case)


def _raise(walker, case, what, agency):
    """Raise an action before the meeting: for the own agency it is accepted, else it is proposed."""
    walker.go_to(f"{case}actions/")
    walker.press("Raise an action")
    walker.fill_named("text", what)
    walker.page.locator("select[name='agency']").select_option(label=agency)
    walker.page.locator("select[name='days']").select_option(index=1)
    walker.press("Raise it")
    walker.sees(what)


def _say_yes_and_do(walker, what):
    walker.go_to("/actions/proposed/")
    walker.press(what)
    walker.press("Say yes and name who does it")
    walker.press("Say yes")
    walker.press("Work on it has begun")
    walker.press("It is done")
    walker.fill_named("evidence", DONE)
    walker.press("Close as done")


def _talk_it_over(walker):
    """Two presses from the case open a meeting about it; what is said stays with the case."""
    walker.press("Call a professionals' meeting")
    walker.press("Begin the meeting")
    walker.sees("The meeting is open")
    walker.press("Read the statement")
    walker.press("I accept the statement")
    walker.press("Go to the meeting room")
    walker.press("Begin the meeting")
    walker.page.get_by_role("button", name="Open case").first.click()
    walker.look()
    form = walker.page.locator("form").filter(has=walker.page.get_by_label("What was said?"))
    form.get_by_label("What was said?").fill(SAID)
    form.get_by_role("button", name="Add").click()
    walker.page.get_by_text(SAID).first.wait_for()
    walker.press("End the meeting")


def _propose(walker, case):
    walker.go_to(case)
    walker.press("Settle early")
    walker.press("Propose to settle it early")
    walker.press("Propose it")
    walker.sees("Enter why no full hearing is needed")
    walker.fill_named("reason", WHY)
    walker.page.locator("select[name='agency']").select_option(index=0)
    walker.press("Propose it")
    walker.sees("A second agency must agree")


def _decide(walker, case):
    walker.go_to(f"{case}settle/")
    walker.sees(WHY)
    walker.press("Settle this case")
    walker.sees("Not answered yet")
    walker.press("Settle this case")
    walker.sees("Enter why these answers are not needed")
    walker.fill_named("not_awaited", NOT_AWAITED)
    walker.press("Settle this case")
    walker.sees("The case is settled")
    walker.go_to(f"{case}actions/")
    walker.sees(LOCKS)
    walker.go_to("/marac/settled/")
    walker.sees("By district, in the last year")
