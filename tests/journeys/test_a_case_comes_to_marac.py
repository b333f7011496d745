"""A school refers to MARAC; the case is screened, listed and researched, and the school follows."""

import re

import pytest

from tests.journeys.at_marac import REFERRER, SCHOOL, STORY, refer_to_marac

pytestmark = pytest.mark.journey
COORDINATOR, POLICE = "MARAC coordinator", "MARAC representative"


def test_a_case_is_referred_screened_listed_and_researched(wide_walker_under_axe):
    _from_referral_to_research(wide_walker_under_axe, name="Fieldfare Tryer")


def test_the_same_on_a_telephone(narrow_walker_under_axe):
    _from_referral_to_research(narrow_walker_under_axe, name="Redwing Tryer")


def _from_referral_to_research(walker, *, name):
    reference = re.search(r"WM-\w+(-\w+)?", refer_to_marac(walker, name=name)).group()

    walker.sign_in_as(COORDINATOR)
    _open_in(walker, "screening", name)
    walker.sees(STORY)
    walker.press("Accept")
    walker.choose("pathway", *_value_of(walker, "pathway", "Full meeting"))
    walker.page.locator("select[name='idva_agency']").select_option(index=1)
    walker.press("Accept")
    _put_on_the_last_list(walker)
    walker.press("Ask its agencies")
    walker.press("Open research")
    walker.press("Ask them")
    walker.sees("agencies are asked")

    walker.sign_in_as(POLICE, at="Kent Police")
    walker.sees("to research for a MARAC")
    _answer_nothing_known(walker, reference)

    walker.sign_in_as(REFERRER, at=SCHOOL)
    walker.go_to("/marac/sent/")
    walker.sees("Agencies are researching")
    walker.press("How MARAC works")
    walker.sees("How this works")


def _open_in(walker, stage, name):
    """Open a case at this stage by name: the longest wait comes first, so it is on the last page."""
    walker.go_to(f"/marac/?stage={stage}")
    while not walker.page.get_by_role("link", name=name, exact=True).count():
        walker.press("Next")
    walker.press(name)


def _value_of(walker, question, words):
    label = walker.page.locator("label").filter(has_text=words).first
    return [walker.page.locator(f"#{label.get_attribute('for')}").get_attribute("value")]


def _put_on_the_last_list(walker):
    walker.press("Put on a list")
    walker.press("Put it on the list")
    walker.sees("Select a meeting")
    walker.page.locator("input[name='meeting_id']").last.check()
    walker.press("Put it on the list")
    walker.sees("The case is on the list")


def _answer_nothing_known(walker, reference):
    walker.press("Research")
    card = walker.page.locator("article").filter(has_text=reference)
    while not card.count():
        walker.press("Next")
    card.get_by_role("button", name="Nothing known").click()
    walker.look()
    walker.sees("Undo")
