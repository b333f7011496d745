"""A practitioner assesses risk, signs and refers to MARAC with it; the panel reads the summary."""

import re

import pytest

from tests.journeys.assessing import WHY, assess_and_sign

pytestmark = pytest.mark.journey
STORY = "She fled barefoot on Sunday and a neighbour rang the police."


def test_risk_is_assessed_signed_and_comes_to_marac(wide_walker):
    _from_assessment_to_marac(wide_walker)


def test_the_same_on_a_telephone_under_axe(narrow_walker_under_axe):
    _from_assessment_to_marac(narrow_walker_under_axe)


def _from_assessment_to_marac(walker):
    assess_and_sign(walker)
    walker.sees("Grounds for MARAC are met")
    walker.press("Refer to MARAC with this assessment")
    walker.press("Start now")
    walker.sees("What is known already")
    walker.sees("Ground: My professional judgement")
    walker.sees(WHY)
    walker.press("Confirm and use these answers")
    _add_what_is_not_known(walker)
    walker.sees(WHY)
    walker.sees("From: Assessment of risk")
    walker.press("Send the referral")
    walker.sees("You referred the case")
    reference = re.search(r"WM-\w+(-\w+)?", walker.words()).group()

    walker.sign_in_as("MARAC coordinator")
    _open(walker, reference)
    walker.sees("Risk as assessed")
    walker.sees("don't know")
    walker.sees("Strangulation was told")
    walker.sees(WHY)
    walker.press("What a tool can tell")
    walker.sees("What a risk tool can tell")


def _add_what_is_not_known(walker):
    walker.press("Does she know of this referral?")
    walker.choose("told", "YES")
    walker.choose("consent", "AGREED")
    walker.go_on()
    walker.choose("contact_answer", "NOT_KNOWN")
    walker.go_on()
    walker.choose("sex", "FEMALE")
    walker.go_on()
    walker.fill_named("postcode", "TN23 1PH")
    walker.choose("address_confidential", "YES")
    walker.choose("lives_here", "YES")
    walker.go_on()
    walker.choose("harm_persons-0-harm_relationship", "EX_PARTNER")
    walker.go_on()
    walker.go_on()
    walker.sees("From: Assessment of risk")
    walker.go_on()
    walker.sees("Strangulation was told")
    walker.go_on()
    walker.fill_named("background", STORY)
    walker.choose("event_kind", "VIOLENCE")
    walker.go_on()
    walker.go_on()


def _open(walker, reference):
    walker.go_to("/marac/?stage=screening")
    row = walker.page.locator("tr").filter(has_text=reference)
    while not row.count():
        walker.press("Next")
    row.locator("a").first.click()
    walker.look()
