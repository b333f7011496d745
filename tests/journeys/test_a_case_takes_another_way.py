"""What does not go straight on: deferred and listed again, sent to another MARAC until they have it,
returned and answered, not met and looked at once more. Each is done in the browser to its end."""

import pytest

from tests.journeys.at_marac import become
from tests.journeys.seeding import seeded_in

pytestmark = pytest.mark.journey
WHY = "Her adviser cannot reach her before Thursday."
ANSWER = "She and the child live there; he has a key."
AGAIN = "He was at her door again last night."


def test_cases_take_other_ways(wide_walker_under_axe, product):
    _take_other_ways(wide_walker_under_axe, product)


def test_the_same_on_a_telephone(narrow_walker_under_axe, product):
    _take_other_ways(narrow_walker_under_axe, product)


def test_the_same_without_scripts(walker_without_scripts, product):
    _take_other_ways(walker_without_scripts, product)


def _take_other_ways(walker, product):
    seeded = seeded_in(product.folder, "ways")
    become(walker, seeded["people"]["coordinator"])
    _defer_and_list_again(walker, seeded["deferred"])
    _send_elsewhere(walker, seeded["moved"])
    _ask(walker, seeded["returned"])
    _find_not_met(walker, seeded["not_met"])

    become(walker, seeded["referrer"])
    walker.go_to(f"/marac/sent/{seeded['returned']}/")
    _say(walker, "Answer the question", ANSWER)
    walker.sees("You answered")
    walker.go_to(f"/marac/sent/{seeded['not_met']}/")
    walker.sees("The helpline")
    _say(walker, "Ask for another look", AGAIN)
    walker.sees("The coordinator will look at it again")

    become(walker, seeded["people"]["coordinator"])
    for name, words in (("returned", ANSWER), ("not_met", AGAIN)):
        walker.go_to(f"/marac/cases/{seeded[name]}/history/")
        walker.sees(words)
        _accept(walker, seeded[name], seeded["service"])


def _open(walker, case):
    walker.go_to(f"/marac/cases/{case}/")


def _say(walker, button, words):
    """Press a button, send the page empty once, then with these words."""
    walker.press(button)
    walker.press("Send")
    walker.sees("There is a problem")
    walker.fill_named("words", words)
    walker.press("Send")


def _defer_and_list_again(walker, case):
    _open(walker, case)
    walker.press("Defer")
    walker.press("Save")
    walker.sees("Enter why the case is deferred")
    walker.fill_named("words", WHY)
    walker.press("Save")
    walker.sees("The case is deferred")
    walker.press("List it again")
    walker.page.locator("input[name='meeting_id']").last.check()
    walker.press("Put it on the list")
    walker.sees("The case is on the list")
    walker.press("History")
    walker.sees(WHY)


def _send_elsewhere(walker, case):
    _open(walker, case)
    walker.press("Send to another MARAC")
    walker.press("Save")
    walker.sees("Enter which MARAC")
    walker.fill_named("other_marac", "Farshire MARAC")
    walker.choose("move", "PERMANENT")
    walker.choose("circulated", "NO")
    walker.choose("withheld", "YES")
    walker.fill_named("reason", "She has moved to her sister.")
    walker.press("Save")
    walker.sees("You sent it")
    walker.press("They have it")
    walker.fill_named("name", "Somebody at Farshire")
    walker.press("Save")
    walker.sees("The other MARAC has it now")


def _ask(walker, case):
    _open(walker, case)
    walker.press("Ask for information")
    walker.fill_named("words", "Who lives with her?")
    walker.press("Save")
    walker.sees("You asked the referrer")


def _find_not_met(walker, case):
    _open(walker, case)
    walker.press("Criteria not met")
    walker.press("Tell the referrer")
    walker.sees("Enter which service can help her")
    walker.fill_named("words", "No ground is named.")
    walker.fill_named("signposting", "The helpline")
    walker.press("Tell the referrer")
    walker.sees("The referrer has been told")


def _accept(walker, case, service):
    _open(walker, case)
    walker.press("Accept")
    walker.page.locator("input[name='pathway']").last.check()
    walker.page.locator("select[name='idva_agency']").select_option(label=service)
    walker.press("Accept")
    walker.sees("You accepted the case")
