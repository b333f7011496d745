"""A school refers a mother and two children; an IDVA of the right service takes it on."""

import pytest

from tests.journeys.referring import (
    accept_it,
    refer_a_mother_and_two_children,
    reference_shown,
    sign_in_as_the_school,
)

pytestmark = pytest.mark.journey
NAMES = iter(f"Wren {chr(65 + number)}sterley" for number in range(26))


def test_from_school_to_an_accepted_referral(walker):
    name = next(NAMES)
    refer_a_mother_and_two_children(walker, name=name)
    reference = reference_shown(walker)

    walker.press("Our referrals")
    walker.sees(name)

    accept_it(walker, reference, name)

    sign_in_as_the_school(walker)
    walker.go_to("/referrals/sent/")
    walker.page.get_by_role("link", name=name).first.click()
    walker.look()
    walker.sees("Accepted")
    walker.sees("We cannot tell you where she is")


def test_somebody_at_another_agency_finds_no_trace(wide_walker):
    walker = wide_walker
    name = next(NAMES)
    refer_a_mother_and_two_children(walker, name=name)
    reference = reference_shown(walker)
    walker.press("Our referrals")
    walker.page.get_by_role("link", name=name).first.click()
    walker.look()
    theirs = walker.page.url.removeprefix(walker.product.staff)

    walker.sign_in_as("School safeguarding lead", at="Chalkwold Academy")
    for page in ("/", "/referrals/sent/", "/notices/"):
        walker.go_to(page)
        walker.sees_nothing_of(name, reference)
    walker.go_to(theirs)
    walker.sees("Page not found")
    walker.sees_nothing_of(name, reference)
