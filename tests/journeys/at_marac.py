"""What those who take part in a MARAC do in the browser, in words."""

import time
from dataclasses import dataclass

REFERRER, SCHOOL = "Practitioner who assesses risk", "Alderhurst Primary School"
STORY = "He held her by the throat on Friday and the children saw it."
ENTER = """id => {
  const form = document.querySelector("main form");
  form.action = `/demonstration/${id}/`;
  form.submit();
}"""


def become(walker, user_id):
    """Become one person among all who can be tried."""
    walker.page.context.clear_cookies()
    walker.page.goto(f"{walker.product.staff}/demonstration/")
    walker.page.evaluate(ENTER, user_id)
    walker.page.wait_for_url(f"{walker.product.staff}/")
    walker.look()


@dataclass
class Effort:
    """How many times somebody pressed, chose or typed, and how long the product took in all."""

    presses: int = 0
    seconds: float = 0.0

    def spend(self, deed, *, presses=1):
        began = time.monotonic()
        deed()
        self.seconds += time.monotonic() - began
        self.presses += presses


def refer_to_marac(walker, *, name):
    """Refer somebody from a school, and return the reference of her case."""
    walker.sign_in_as(REFERRER, at=SCHOOL)
    walker.press("MARAC referrals")
    walker.press("Refer to MARAC")
    walker.press("Start now")
    _her_say(walker)
    _the_people(walker, name)
    _why(walker)
    walker.go_on()
    walker.sees(STORY)
    walker.press("Send the referral")
    walker.sees("You referred the case")
    return walker.page.locator(".govuk-notification-banner, .wb-banner").first.inner_text()


def _her_say(walker):
    walker.choose("told", "YES")
    walker.choose("consent", "AGREED")
    walker.go_on()
    walker.choose("contact_answer", "SAFE")
    walker.choose("contact_channels", "CALL")
    walker.fill_named("contact_phone", "07700 900123")
    walker.go_on()


def _the_people(walker, name):
    walker.fill_named("known_as", name)
    walker.choose("sex", "FEMALE")
    walker.go_on()
    walker.fill_named("postcode", "TN23 1PH")
    walker.choose("address_confidential", "YES")
    walker.go_on()
    walker.choose("harm_persons-0-harm_relationship", "EX_PARTNER")
    walker.fill_named("harm_persons-0-harm_name", "Rook Invented")
    walker.go_on()
    walker.choose("has_children", "NO")
    walker.go_on()


def _why(walker):
    walker.choose("grounds", "VISIBLE_HIGH_RISK")
    walker.fill_named("risk_tool", "DASH checklist, the school nurse")
    walker.fill_named("risk_score", "15 of 24 yes")
    walker.go_on()
    walker.choose("says_high", "YES")
    walker.go_on()
    walker.fill_named("background", STORY)
    walker.choose("event_kind", "VIOLENCE")
    walker.go_on()
