"""The severity grid over time: shown from the start to the newest, for one pair of people."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.browser import Client
from tests.people_builders import NOON, TODAY
from whitebeam.risk.rules.contents import Page
from whitebeam.risk.rules.pages import CLOSING, FIRST, Asked
from whitebeam.risk.tests.desk import BEFORE, Desk

pytestmark = pytest.mark.django_db

GRID = Asked(Page.GRID, "The grid")


@pytest.fixture
def desk():
    return Desk()


def filled_in(desk, *, weeks, **levels):
    """Sign the grid with these levels so many weeks after the start."""
    after = timedelta(weeks=weeks)
    draft = desk.started("severity")
    desk.save(draft, FIRST, BEFORE)
    desk.save(draft, GRID, {f"{row}-level": level for row, level in levels.items()})
    judged = {"judged_level": "HIGH", "judgement_reason": "By what the grid shows"}
    desk.save(draft, CLOSING, judged)
    return desk.sign(draft, at=NOON + after, on=TODAY + after)


def shown(desk):
    client = Client()
    client.force_login(desk.worker)
    page = client.get(reverse("risk:person", args=[desk.wren.pk])).text
    _, found, rest = page.partition("How severe it is, from the start")
    return rest.split("</table>")[0] if found else ""


def test_one_grid_is_no_course(desk):
    filled_in(desk, weeks=0, physical="HIGH")

    assert shown(desk) == ""


def test_each_kind_shows_its_levels_and_how_far_it_moved(desk):
    filled_in(desk, weeks=0, physical="HIGH", sexual="NONE")
    filled_in(desk, weeks=6, physical="MODERATE", controlling="STANDARD")
    filled_in(desk, weeks=12, physical="NONE", sexual="STANDARD")

    table = shown(desk)

    assert "Start, 4 March 2026" in table
    for words in ("3 levels lower", "1 level higher", "Only filled in once", "Not filled in"):
        assert words in table


def test_the_newest_pair_alone_is_compared(desk):
    filled_in(desk, weeks=0, physical="HIGH")
    desk.rook = desk.robin
    filled_in(desk, weeks=6, physical="NONE")

    assert shown(desk) == ""
