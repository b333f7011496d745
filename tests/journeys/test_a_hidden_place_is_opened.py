"""An adviser keeps where she is hidden, and opens it for a reason, with a code."""

import pytest

from tests.journeys.confirming import confirm_with_the_code
from tests.journeys.referring import (
    accept_it,
    refer_a_mother_and_two_children,
    reference_shown,
)

pytestmark = pytest.mark.journey
PLACE = "The blue door behind Hop Lane, Fenwick Invented"
REASON = "Taking the children's school bag to her today"


def test_the_place_is_shown_for_a_reason_and_a_code(narrow_walker_under_axe):
    # Walked once: a one-time code is taken once, and two walks within its half minute would clash.
    _keep_and_open(narrow_walker_under_axe, name="Bittern Hiddenley")


def _keep_and_open(walker, *, name):
    refer_a_mother_and_two_children(walker, name=name)
    accept_it(walker, reference_shown(walker), name)
    walker.page.get_by_role("link", name=name).first.click()
    walker.look()
    person = walker.page.url.removeprefix(walker.product.staff)

    walker.press("Record where she is")
    walker.fill_named("text", PLACE)
    walker.press("Keep it sealed")
    walker.go_to(person)
    walker.sees_nothing_of(PLACE)

    walker.go_to(f"{person}location/")
    confirm_with_the_code(walker, back_to=f"{person}location/")
    walker.press("Show it")
    walker.sees("Enter why you need to know where this person is")
    walker.sees_nothing_of(PLACE)
    walker.fill_named("reason", REASON)
    walker.press("Show it")
    walker.sees(PLACE)
    walker.sees("It is not shown again without a reason")

    walker.go_to(person)
    walker.sees_nothing_of(PLACE)
