"""Five people in five browsers hear fifteen cases at once; one of them has a conflict, one loses
the connection. The chair signs, and each agency reads its own copy."""

import pytest

from tests.journeys.at_marac import become
from tests.journeys.conftest import another_walker
from tests.journeys.seeding import WHO, seeded_in

pytestmark = pytest.mark.journey
WRITERS = ("chair", "rep", "housing_rep", "idva")
CONFLICT_IN, CUT_OFF_IN = 2, 4


@pytest.mark.parametrize("axe", [False, True], ids=["plain", "under-axe"])
def test_five_people_hear_fifteen_cases(browser, product, axe):
    seeded = seeded_in(product.folder, "meeting")
    walkers = {who: another_walker(browser, product, width=width, axe=axe)
               for who, width in zip(WHO, (1280, 1280, 360, 360, 1280), strict=True)}  # fmt: skip
    room = f"/marac/meetings/{seeded['meeting']}/"
    for who, walker in walkers.items():
        _come_in(walker, seeded["people"][who], room)

    walkers["coordinator"].press("Begin the meeting")
    for number, reference in enumerate(seeded["cases"]):
        _hear(walkers, number, reference)
    walkers["coordinator"].press("End the meeting")
    _sign(walkers["chair"], room, seeded["cases"])
    walkers["coordinator"].go_to(f"{room}minutes/")
    walkers["coordinator"].press("Send the minutes out")
    _read_own_copy(walkers["housing_rep"], room, seeded["cases"])

    for walker in walkers.values():
        walker.page.context.close()
    assert [fault for walker in walkers.values() for fault in walker.faults] == []


def _come_in(walker, user_id, room):
    """Become the one person who sits at this meeting, among all who can be tried."""
    become(walker, user_id)
    walker.go_to(f"{room}room/")
    walker.press("I accept the statement")
    walker.go_to(f"{room}room/")


def _hear(walkers, number, reference):
    """Hear one case: it opens for everybody, everybody writes, and everybody reads it all."""
    coordinator = walkers["coordinator"]
    coordinator.page.get_by_role("button", name=f"Open case {reference}", exact=True).click()
    coordinator.look()
    for walker in walkers.values():
        walker.page.get_by_role("heading", name=f"Case {reference}").wait_for()
    there = dict(walkers)
    if number == CONFLICT_IN:
        _declare(there.pop("housing_rep"))
    fetched = _fetches_of(walkers["rep"])
    for who in filter(there.get, WRITERS):
        cut_off = (who, number) == ("idva", CUT_OFF_IN)
        _say(there[who], f"{reference} as {who} saw it", cut_off=cut_off)
    _all_read(there, reference)
    # What is said comes by the stream; a page may have asked once of its own, to show that it lives.
    assert len(fetched) <= 1
    for who in filter(there.get, ("rep", "housing_rep")):
        _act(there[who], f"{reference} done by {who}")
    if number == CONFLICT_IN:
        walkers["housing_rep"].sees_nothing_of(reference)


def _fetches_of(walker):
    """Return the list in which the page's own questions from now on are noted."""
    asked = []
    walker.page.on("request", lambda sent: "/parts/" in sent.url and asked.append(sent.url))
    return asked


def _all_read(there, reference):
    for who in filter(there.get, WRITERS):
        for walker in there.values():
            walker.page.get_by_text(f"{reference} as {who} saw it").first.wait_for()


def _say(walker, words, *, cut_off=False):
    walker.page.context.set_offline(cut_off)
    walker.page.locator("#entry_text").fill(words)
    walker.page.locator("#entry_text").press("Control+Enter")
    if cut_off:
        walker.page.get_by_text("No connection").wait_for()
        walker.page.context.set_offline(False)


def _act(walker, words):
    walker.page.get_by_text("Take on or propose an action").click()
    walker.page.locator("#action_text").fill(words)
    agency = "The police" if "by rep" in words else "Housing"
    walker.page.locator("#action_agency").select_option(label=agency)
    walker.page.locator("#action_days").select_option(index=1)
    walker.page.get_by_role("button", name="Add action").click()
    walker.page.locator("li.wb-card h3", has_text=words).wait_for()


def _declare(walker):
    walker.press("I know somebody in it")
    walker.fill_named("words", "My cousin")
    walker.press("Close this case to me")
    walker.sees("You will not see that case")
    walker.page.go_back()
    walker.page.go_back()
    walker.page.reload()


def _sign(chair, room, references):
    for reference in references:
        chair.go_to(f"{room}minutes/")
        chair.page.get_by_role("link", name=f"Case {reference}", exact=True).first.click()
        chair.page.locator("#id_summary").fill(f"What {reference} came to")
        chair.press("Keep the summary")
        chair.press("Sign these minutes")
        chair.sees("You signed the minutes")


def _read_own_copy(walker, room, references):
    walker.go_to(f"{room}minutes/")
    walker.sees_nothing_of(references[CONFLICT_IN])
    walker.page.get_by_role("link", name=f"Case {references[0]}").click()
    walker.look()
    walker.sees(f"{references[0]} done by housing_rep")
    walker.sees_nothing_of(f"{references[0]} done by rep")
    with walker.page.expect_download() as download:
        walker.page.get_by_role("link", name="Download as PDF").or_(
            walker.page.get_by_role("button", name="Download as PDF")
        ).click()
    assert download.value.suggested_filename == "minutes.pdf"
