"""Showing who one is, in the browser."""


def confirm_with_the_code(walker, *, back_to):
    """Read the code on the page of the demonstration and give it where the product asks for it."""
    walker.sees("Confirm that it is you")
    asked_at = walker.page.url.removeprefix(walker.product.staff)
    walker.go_to("/demonstration/")
    code = walker.page.locator(".govuk-inset-text strong").inner_text()
    walker.go_to(asked_at)
    walker.fill_named("code", code)
    walker.page.locator("main form button").first.click()
    walker.page.wait_for_url(f"**{back_to}")
    walker.look()


def keep_passkeys(page):
    """Give the browser a device that keeps passkeys and knows its owner by her finger."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": A_TELEPHONE})


A_TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
