"""An agency without users answers as a guest: a link from the mailbox, a code told by voice, once
for a single case and once for a list. Wrong code, used link and ended access each say what to do."""

import re
import threading
import time

import pytest

from tests.journeys.at_marac import become
from tests.journeys.conftest import another_walker
from tests.journeys.seeding import seeded_in

pytestmark = pytest.mark.journey
LINK, SECONDS_FOR_POST = re.compile(r"https?://\S+/marac/guest/\S+"), 30
OTHER_PLACES = (
    "/people/",
    "/marac/",
    "/marac/calendar/",
    "/marac/settled/",
    "/actions/",
    "/groups/",
)


@pytest.mark.parametrize(
    ("width", "axe"), [(1280, False), (360, True)], ids=["wide", "on-a-telephone-under-axe"]
)
def test_a_guest_answers_one_case_then_a_list_and_opens_nothing_else(browser, product, width, axe):
    seeded = seeded_in(product.folder, "guest")
    coordinator = another_walker(browser, product, width=width, axe=axe)
    guest = another_walker(browser, product, width=width, axe=axe)
    post = Post(product.folder / "log" / "worker.log")
    become(coordinator, seeded["people"]["coordinator"])

    coordinator.go_to(f"/marac/cases/{seeded['case']}/research/")
    link = _answer_the_one_case(coordinator, guest, seeded, post)
    _nothing_else_opens(guest, seeded)
    _the_link_is_spent(guest, link)
    _answer_the_list(coordinator, guest, seeded, post)
    _access_ends(coordinator, guest, seeded)

    for walker in (coordinator, guest):
        walker.page.context.close()
        assert walker.faults == []


class Post:
    """The mailbox of the demonstration: what the worker prints."""

    def __init__(self, printed):
        self.printed = printed
        self.read = len(self._links())

    def next_link(self):
        """Return the next link that comes."""
        until = time.monotonic() + SECONDS_FOR_POST
        while len(self._links()) <= self.read:
            assert time.monotonic() < until, "no link came"
            threading.Event().wait(0.05)
        self.read += 1
        return self._links()[self.read - 1]

    def _links(self):
        return LINK.findall(self.printed.read_text())


def _invite(coordinator, seeded):
    """Let the guest in from the page that is open, and return the code to read out."""
    coordinator.press("Let a guest answer")
    coordinator.press("Send the link and show the code")
    coordinator.sees("Select an agency")
    coordinator.page.locator("select[name='agency']").select_option(label=seeded["agency"])
    coordinator.fill_named("name", "Ada Guest")
    coordinator.fill_named("email", f"ada@{seeded['case'][:8]}.example.org")
    coordinator.press("Send the link and show the code")
    coordinator.sees("Read this code out to Ada Guest")
    return coordinator.page.locator(".wb-banner .govuk-heading-l").inner_text().split("\n")[-1]


def _come_in(guest, link, code):
    guest.page.context.clear_cookies()
    guest.page.goto(link)
    guest.look()
    guest.fill_named("code", code)
    guest.press("Come in")


def _answer_the_one_case(coordinator, guest, seeded, post):
    code, link = _invite(coordinator, seeded), post.next_link()
    _come_in(guest, link, "WRONG-CODE")
    guest.sees("That is not the code. Ask the coordinator to read it again.")
    _come_in(guest, link, code.lower())
    guest.sees(seeded["alone"])
    guest.sees_nothing_of(*seeded["listed"])
    _nothing_known(guest, seeded["alone"])
    coordinator.go_to(f"/marac/cases/{seeded['case']}/research/")
    coordinator.sees("Nothing known")
    return link


def _nothing_else_opens(guest, seeded):
    """Whatever a guest asks for by its address is closed to her, and tells nothing."""
    for path in (*OTHER_PLACES, f"/marac/cases/{seeded['case']}/"):
        guest.page.goto(f"{guest.product.staff}{path}")
        guest.look()
        guest.sees("Page not found")
        guest.sees_nothing_of(*seeded["listed"])


def _the_link_is_spent(guest, link):
    guest.page.context.clear_cookies()
    guest.page.goto(link)
    guest.look()
    guest.sees("This link does not work any more")


def _answer_the_list(coordinator, guest, seeded, post):
    coordinator.go_to(f"/marac/meetings/{seeded['meeting']}/research/")
    code = _invite(coordinator, seeded)
    _come_in(guest, post.next_link(), code)
    for reference in seeded["listed"]:
        _nothing_known(guest, reference)
    coordinator.go_to(f"/marac/meetings/{seeded['meeting']}/research/")
    row = coordinator.page.locator("tbody tr").filter(has_text=seeded["agency"])
    assert row.locator("td").last.inner_text() == "0"


def _access_ends(coordinator, guest, seeded):
    """The coordinator ends it, and what was open is closed."""
    coordinator.go_to(f"/marac/meetings/{seeded['meeting']}/guests/")
    coordinator.press("End their access of Ada Guest")
    coordinator.sees("Their access has ended")
    guest.go_to("/marac/research/")
    guest.sees_nothing_of(*seeded["listed"])


def _nothing_known(guest, reference):
    card = guest.page.locator("article").filter(has_text=reference)
    card.get_by_role("button", name="Nothing known").click()
    card.get_by_role("button", name="Undo").wait_for()
    guest.look()
