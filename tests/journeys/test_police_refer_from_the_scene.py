"""An officer refers on two pages; triage finds it where the postcode puts it."""

import pytest

from tests.journeys.referring import TRIAGE_AT

pytestmark = pytest.mark.journey
STORY = "He broke the door and left on foot when neighbours came out."


def test_the_short_route(wide_walker):
    _refer_on_two_pages(wide_walker, name="Dunlin Sceneley")


def test_the_short_route_on_a_telephone(narrow_walker_under_axe):
    _refer_on_two_pages(narrow_walker_under_axe, name="Plover Sceneley")


def _refer_on_two_pages(walker, *, name):
    walker.sign_in_as("Police officer")
    walker.press("Refer someone")
    walker.choose("route", "SHORT")
    walker.press("Start now")
    _say_who(walker, name)
    _say_what_happened(walker)
    walker.sees(STORY)
    walker.press("Send the referral")
    walker.sees("Referral sent")

    walker.sign_in_as("Triage worker", at=TRIAGE_AT)
    walker.press("Queue")
    walker.page.get_by_role("link", name=name).first.click()
    walker.look()
    walker.sees("Not safe now")
    walker.sees("Kent Police")
    walker.sees("Do not contact her yet")


def _say_who(walker, name):
    walker.choose("contact_answer", "NOT_KNOWN")
    walker.fill_named("known_as", name)
    walker.choose("sex", "FEMALE")
    walker.fill_named("postcode", "TN23 1PH")
    walker.go_on()


def _say_what_happened(walker):
    walker.fill_named("what_happened", STORY)
    walker.choose("harm_persons-0-harm_relationship", "PARTNER")
    walker.choose("has_children", "NO")
    walker.choose("home_safe", "NO")
    walker.choose("risk", "HIGH")
    walker.fill_named("risk_reason", "He said that he would come back with a key.")
    walker.choose("basis", "VITAL_INTERESTS")
    walker.fill_named("basis_reason", "There was no safe moment to ask.")
    walker.go_on()
