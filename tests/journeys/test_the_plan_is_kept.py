"""An owner reports with evidence, an officer writes the yearly paper, an executive reads."""

import pytest

pytestmark = pytest.mark.journey
COUNCIL = "Kent County Council"


def test_an_owner_reports_with_evidence(wide_walker):
    _report(wide_walker, "Cyber Sanctuary")


def test_the_same_on_a_telephone(narrow_walker_under_axe):
    _report(narrow_walker_under_axe, "Enhanced therapeutic support")


def test_an_officer_produces_the_yearly_paper(wide_walker):
    _write_the_paper(wide_walker, year="2025-26")


def test_the_same_under_axe(wide_walker_under_axe):
    _write_the_paper(wide_walker_under_axe, year="2024-25")


def test_an_executive_reads_the_quarter(wide_walker):
    _read_the_quarter(wide_walker)


def test_the_same_reading_on_a_telephone(narrow_walker_under_axe):
    _read_the_quarter(narrow_walker_under_axe)


def _report(walker, project):
    walker.sign_in_as("Owner of a commitment", at=COUNCIL)
    walker.go_to("/plan/mine/")
    walker.page.get_by_role("link", name=project, exact=True).first.click()
    walker.look()
    walker.press("Report on it")
    walker.choose("status", "GREEN")
    walker.fill_named("words", "The service runs and people come back to say so.")
    walker.press("Send for sign-off")
    walker.sees("On track and done need evidence")

    walker.press("Add evidence")
    walker.fill_named("title", "Count of referrals")
    walker.fill_named("place", "Minutes of May, item 4")
    walker.press("Add it")
    walker.choose("status", "GREEN")
    walker.fill_named("words", "The service runs and people come back to say so.")
    walker.press("Send for sign-off")
    walker.sees("Sent, waiting for sign-off")
    walker.sees("Minutes of May, item 4")


def _write_the_paper(walker, *, year):
    walker.sign_in_as("Partnership officer")
    walker.go_to("/plan/papers/new/")
    walker.choose("kind", "YEARLY")
    walker.fill_named("year", year)
    walker.fill_named("title", f"Strategy update {year}")
    walker.fill_named("audience", "Policy and Resources Committee")
    walker.press("Compose it")
    for heading in (
        "Background",
        "Early intervention and prevention",
        "Immediate need",
        "Recovery",
    ):
        walker.sees(heading)
    walker.page.get_by_role("link", name="Edit 1. Background").click()
    walker.look()
    walker.fill_named("body", "The strategy is a partnership document of many agencies.")
    walker.press("Save")
    walker.press("Make it final")
    walker.sees("The paper is final")
    for kind in ("DOCX", "PDF", "HTML"):
        with walker.page.expect_download() as taken:
            walker.page.get_by_role("link", name=kind, exact=True).click()
        assert taken.value.path().stat().st_size > 4_000


def _read_the_quarter(walker):
    walker.sign_in_as("Executive group member")
    walker.go_to("/plan/board/")
    words = walker.words()
    assert words.index("Missing returns") < words.index("Off track")
    walker.go_to("/plan/strategies/")
    walker.sees("What became of each promise")
    walker.go_to("/plan/")
    walker.sees("Where the plan stands")
