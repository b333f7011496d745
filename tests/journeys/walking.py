"""What a person does in the browser, in words; each page is looked at on the way."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page, Response

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text()
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@dataclass(frozen=True)
class Addresses:
    public: str
    staff: str
    folder: Path = Path()


@dataclass
class Walker:
    """One person at one screen. `faults` gathers what no page should have."""

    page: Page
    product: Addresses
    is_checking_axe: bool = False
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", self._look_at)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def sign_in_as(self, role: str, *, at: str = "") -> None:
        """Become an invented person of this role, at the agency of this name if one is given."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.product.staff}/demonstration/")
        button = self.page.locator("form button").filter(has_text=role).filter(has_text=at)
        # Whoever goes on before the sign-in has answered is signed in as nobody.
        with self.page.expect_navigation():
            button.first.click()
        self.look()

    def go_to(self, path: str) -> None:
        self.page.goto(f"{self.product.staff}{path}")
        self.look()

    def press(self, text: str) -> None:
        """Press the button or link of this text, in the folded menu if it is nowhere else."""
        found = self.page.get_by_role("button", name=text, exact=True).or_(
            self.page.get_by_role("link", name=text, exact=True)
        )
        seen = found.locator("visible=true")
        menu = self.page.locator(".wb-ways__toggle[aria-expanded=false]")
        if not seen.count() and menu.is_visible():
            menu.click()
        seen.last.click()
        self.look()

    def go_on(self) -> None:
        self.press("Save and continue")

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).last.fill(text)

    def fill_named(self, name: str, text: str) -> None:
        self.page.locator(f"[name='{name}']").fill(text)

    def choose(self, name: str, *values: str) -> None:
        """Choose radios or tick boxes of a question by the codes of its options."""
        for value in values:
            self.page.locator(f"input[name='{name}'][value='{value}']").check()

    def sees(self, text: str) -> None:
        assert text in self.words(), f"“{text}” is not on the page:\n{self.words()[:1500]}"

    def sees_nothing_of(self, *texts: str) -> None:
        there = [text for text in texts if text in self.page.content()]
        assert there == []

    def words(self) -> str:
        return self.page.locator("body").inner_text()

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    def look(self) -> None:
        """Check what every page must hold: it fits, its forms lead somewhere, axe finds nothing."""
        for _ in range(LOOKS):
            self.page.wait_for_load_state()
            self.page.locator("body").wait_for(state="attached")
            try:
                self._examine()
            except Error as gone:
                # The page went on by itself while it was looked at: the next one is to be seen.
                if not any(words in str(gone) for words in GOING_ON):
                    raise
            else:
                return
        raise AssertionError(f"{self.page.url} went on each time that it was looked at")

    def _examine(self) -> None:
        where = self.page.url
        if self.page.evaluate(OVERFLOWS):
            self.faults.append(f"{where} is wider than the screen")
        self.faults += [
            f"{where} sends a form to “{to}”" for to in self.page.evaluate(FORMS_TO_NOWHERE)
        ]
        if self.is_checking_axe:
            self.page.evaluate(AXE)
            found = self.page.evaluate("rules => axe.run(document, rules)", AXE_RULES)
            self.faults += [
                f"{where}: {v['id']} at {v['nodes'][0]['html'][:160]}" for v in found["violations"]
            ]

    def _look_at(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")
        if not response.url.startswith((self.product.staff, self.product.public, "data:")):
            self.faults.append(f"asked {response.url}")


# Pages go on twice at most: from a form to where it leads, and on to where that leads.
LOOKS = 3
# What the browser says of a page that goes on while it is looked at.
GOING_ON = ("context was destroyed", "Cannot read properties of null")
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
FORMS_TO_NOWHERE = """
  [...document.forms].map(form => form.getAttribute("action"))
    .filter(to => to && !to.startsWith("/") && !to.startsWith("?"))
"""
