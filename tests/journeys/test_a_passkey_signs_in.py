"""A guardian adds a passkey to her account, signs out, and signs in with nothing else."""

import pytest

from tests.journeys.confirming import confirm_with_the_code, keep_passkeys

pytestmark = pytest.mark.journey
ADD = "/account/security/passkeys/add/"


def test_a_guardian_adds_a_passkey_and_signs_in_with_it(narrow_walker_under_axe):
    # Walked once: a one-time code is taken once, and two walks within its half minute would clash.
    walker = narrow_walker_under_axe
    keep_passkeys(walker.page)
    walker.sign_in_as("Guardian of records")
    name = walker.page.locator(".wb-menu summary").inner_text()

    walker.go_to(ADD)
    confirm_with_the_code(walker, back_to=ADD)
    walker.fill_named("name", "Work telephone")
    # The page asks the device first and goes on by itself when it has answered.
    walker.page.get_by_role("button", name="Add the passkey").click()
    walker.page.wait_for_url(lambda address: ADD not in address)
    walker.look()

    walker.page.context.clear_cookies()
    walker.go_to("/account/sign-in/")
    walker.page.get_by_role("button", name="Sign in with a passkey").click()
    walker.page.wait_for_url(f"{walker.product.staff}/")
    walker.look()
    assert walker.page.locator(".wb-menu summary").inner_text() == name

    walker.go_to("/guardian/")
    walker.go_to("/account/security/passkeys/")
    walker.sees("Work telephone")
