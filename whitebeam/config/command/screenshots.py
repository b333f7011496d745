"""Draws the main pages of a running demonstration, each as somebody whose page it is."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whitebeam.config.cluster import Trouble
from whitebeam.config.cluster.server import Say

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

WIDE, NARROW = 1280, 360
HEIGHT = 900
TALLEST = 1800
BROWSER = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: whose page it is and at which agency, where it is, and which links lead on.

    Only links are followed: once somebody is signed in no form leaves the browser, so that the
    demonstration stays as it was.
    """

    name: str
    path: str
    role: str = ""
    agency: str = ""
    follow: tuple[str, ...] = ()
    site: str = "staff"
    width: int = WIDE


SCHOOL, TRIAGE = "School safeguarding lead", "Triage worker"
COORDINATOR, REPRESENTATIVE = "MARAC coordinator", "MARAC representative"
SERVICE = "Clarion Housing Association"
A_DRAFT = "aside a[href^='/referrals/refer/']:not([href$='discard/'])"
A_TASK = "main a[href*='/page/']"
A_REFERRAL = "main td a, main th a"
HER_RECORD = (A_REFERRAL, "aside a[href^='/people/']")

POLICE = "Kent Police"
A_MEETING, THE_ROOM = "main article a", "main a[href$='/room/']"

SHOTS = (
    Shot("public-wide", "/", site="public"),
    Shot("public-narrow", "/", site="public", width=NARROW),
    Shot("home-wide", "/", SCHOOL),
    Shot("refer-wide", "/referrals/refer/", SCHOOL, follow=(A_DRAFT,)),
    Shot("refer-narrow", "/referrals/refer/", SCHOOL, follow=(A_DRAFT, A_TASK), width=NARROW),
    Shot("status-wide", "/referrals/sent/", SCHOOL, follow=(A_REFERRAL,)),
    Shot("queue-wide", "/referrals/queue/", TRIAGE, SERVICE),
    Shot("queue-narrow", "/referrals/queue/", TRIAGE, SERVICE, width=NARROW),
    Shot("referral-wide", "/referrals/queue/", TRIAGE, SERVICE, (A_REFERRAL,)),
    Shot("person-wide", "/referrals/queue/", TRIAGE, SERVICE, HER_RECORD),
    Shot("person-narrow", "/referrals/queue/", TRIAGE, SERVICE, HER_RECORD, width=NARROW),
    Shot("marac-room-wide", "/marac/calendar/", COORDINATOR, follow=(A_MEETING, THE_ROOM)),
    Shot("marac-research-narrow", "/marac/research/", REPRESENTATIVE, POLICE, width=NARROW),
    Shot("marac-case-wide", "/marac/?stage=listed", COORDINATOR, follow=(A_REFERRAL,)),
    Shot("marac-figures-wide", "/marac/figures/?show=settled", "MARAC steering group member"),
    Shot("users-wide", "/partnership/users/", "Agency lead", SERVICE),
    Shot("guardian-wide", "/guardian/blocks/", "Guardian of records", SERVICE),
)


def draw(origins: dict[str, str], folder: Path, *, say: Say) -> int:
    """Draw every shot into the folder; return how many pages did not open."""
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    with _browser() as browser:
        for shot in SHOTS:
            context = browser.new_context(
                viewport={"width": shot.width, "height": HEIGHT}, reduced_motion="reduce"
            )
            try:
                fault = _open(context.new_page(), shot, origins, folder / f"{shot.name}.png")
            finally:
                context.close()
            say(f"{shot.name}: {fault}" if fault else f"{folder / shot.name}.png")
            failed += bool(fault)
    return failed


def _open(page: "Page", shot: Shot, origins: dict[str, str], file: Path) -> str:
    """Go to the page and draw it; return what went wrong, if anything did."""
    if shot.role:
        page.goto(f"{origins['staff']}/demonstration/")
        buttons = page.get_by_role("button").filter(has_text=shot.role)
        buttons = buttons.filter(has_text=shot.agency)
        if not buttons.count():
            return f"nobody in the demonstration is a {shot.role}"
        buttons.first.click()
    page.route("**", _let_read)
    answer = page.goto(f"{origins[shot.site]}{shot.path}")
    for selector in shot.follow:
        if not page.locator(selector).count():
            return f"no link {selector} on {page.url}"
        with page.expect_navigation() as going:
            page.locator(selector).first.click()
        answer = going.value
    if answer is None or not answer.ok:
        return f"{page.url} answered {answer.status if answer else 'nothing'}"
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": shot.width, "height": min(max(tall, HEIGHT), TALLEST)})
    page.screenshot(path=file)
    return ""


def _let_read(route: "Route") -> None:
    if route.request.method == "GET":
        route.continue_()
    else:
        route.abort()


@contextmanager
def _browser() -> "Iterator[Browser]":
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise Trouble("Drawing needs the tests' packages: run `./test` once.") from None
    chromium = shutil.which("chromium")
    if chromium is None:
        raise Trouble("Drawing needs Chromium: on Debian, apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(BROWSER))
        try:
            yield browser
        finally:
            browser.close()
