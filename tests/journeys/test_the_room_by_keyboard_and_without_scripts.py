"""The meeting room with nothing but a keyboard, on a telephone's width too, and without scripts."""

import pytest

from tests.journeys.at_marac import become
from tests.journeys.conftest import another_walker
from tests.journeys.seeding import seeded_in

pytestmark = pytest.mark.journey
FOCUSED = """() => {
  const at = document.activeElement;
  const named = (at.labels && at.labels[0]) || at;
  return (at.getAttribute("aria-label") || named.innerText || at.value || at.tagName).trim();
}"""
FURTHEST = 120
SAID, DONE = "He has a knife in his car", "Change the lock"


def test_a_case_is_heard_by_keyboard(wide_walker_under_axe, product):
    _hear_by_keyboard(wide_walker_under_axe, product)


def test_the_same_on_a_narrow_screen(narrow_walker_under_axe, product):
    _hear_by_keyboard(narrow_walker_under_axe, product)


def _hear_by_keyboard(walker, product):
    seeded = seeded_in(product.folder, "meeting")
    reference = seeded["cases"][0]
    _come_in(walker, seeded, "coordinator", accept=lambda: _enter(walker, "I accept the statement"))
    _enter(walker, "Begin the meeting")
    _enter(walker, f"Open case {reference}")
    walker.sees(f"Case {reference}")

    _tab_to(walker, "What was said?")
    walker.page.keyboard.type(SAID)
    _enter(walker, "Add")
    walker.page.get_by_text(SAID).first.wait_for()
    # Whoever works by keyboard goes on where she was.
    assert walker.page.evaluate("document.activeElement.closest('form') !== null")

    _tab_to(walker, "Take on or propose an action")
    walker.page.keyboard.press("Enter")
    _tab_to(walker, "What will be done?")
    walker.page.keyboard.type(DONE)
    _tab_to(walker, "Which agency does it?")
    walker.page.keyboard.type("Housing")
    _tab_to(walker, "By when?")
    walker.page.keyboard.press("ArrowDown")
    _enter(walker, "Add action")
    walker.page.get_by_text(DONE).first.wait_for()

    _enter(walker, f"Close this case {reference}")
    walker.sees("No case is open")
    _enter(walker, "End the meeting")
    walker.sees("The meeting has ended")


def test_two_people_hear_a_case_without_scripts(browser, product):
    seeded = seeded_in(product.folder, "meeting")
    reference, room = seeded["cases"][0], f"/marac/meetings/{seeded['meeting']}/room/"
    runs, sits = (
        another_walker(browser, product, width=width, scripts=False) for width in (1280, 360)
    )
    for walker, who in ((runs, "coordinator"), (sits, "rep")):
        _come_in(walker, seeded, who, accept=lambda w=walker: w.press("I accept the statement"))
    sits.sees("The meeting has not begun")
    runs.press("Begin the meeting")
    _open(runs, reference)

    sits.go_to(room)
    sits.sees(f"Case {reference}")
    sits.press("Add")
    sits.sees("Enter what was said")
    sits.page.locator("#entry_text").fill(SAID)
    sits.press("Add")
    sits.sees(SAID)
    runs.go_to(room)
    runs.sees(SAID)
    runs.page.locator("main form").filter(has_text="Close this case").get_by_role("button").click()
    runs.look()
    sits.go_to(room)
    sits.sees("No case is open")
    runs.press("End the meeting")
    runs.sees("The meeting has ended")

    for walker in (runs, sits):
        walker.page.context.close()
        assert walker.faults == []


def _come_in(walker, seeded, who, *, accept):
    become(walker, seeded["people"][who])
    room = f"/marac/meetings/{seeded['meeting']}/room/"
    walker.go_to(room)
    accept()
    walker.go_to(room)


def _open(walker, reference):
    walker.page.get_by_role("button", name=f"Open case {reference}", exact=True).click()
    walker.look()


def _tab_to(walker, name):
    """Press Tab until what is focused has this name; it must come before the page is gone through."""
    seen = []
    for _ in range(FURTHEST):
        walker.page.keyboard.press("Tab")
        seen.append(" ".join(walker.page.evaluate(FOCUSED).split()))
        if seen[-1].startswith(name):
            return
    raise AssertionError(f"Tab never came to “{name}”, but to {seen}")


def _enter(walker, name):
    _tab_to(walker, name)
    walker.page.keyboard.press("Enter")
    walker.look()
