"""The groups of the kept returns beside the people who live there: gaps, and how sure they are."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import worker_at
from tests.marac_builders import NOON, a_marac
from tests.roles import as_role
from whitebeam.marac.models import QuarterReturn
from whitebeam.marac.presenters.steering import FEW, STAYS
from whitebeam.marac.presenters.steering_groups import (
    CHANCE,
    FEWER,
    MORE,
    NOT_ENTERED,
    beside_population,
)
from whitebeam.marac.queries.counting import Group
from whitebeam.marac.queries.populations import Population, populations
from whitebeam.partners.models import Area, Duty, LocalSetting

CENSUS = "An invented census, the whole area"
DAY = date(2021, 3, 21)
LEAST = 8


def rows_of(*groups, here):
    shown = {code: Population(percent, CENSUS, DAY) for code, percent in here.items()}
    return beside_population(groups, shown, least=LEAST)


def plain(row):
    return tuple(cell.replace(STAYS, " ") for cell in row)


@pytest.mark.parametrize(
    ("percent", "gap", "reading"),
    [
        (15.0, "+5.0 (-1.7 to +13.9)", CHANCE),
        (40.0, "-20.0 (-26.7 to -11.1)", FEWER),
        (5.5, "+14.5 (+7.8 to +23.4)", MORE),
    ],
)
def test_a_gap_says_between_which_points_it_lies_and_calls_no_chance_different(
    percent, gap, reading
):
    table = rows_of(Group("disabled", "Disabled", 20, 100), here={"disabled": percent})

    expected = ("Disabled", "20% (13 to 29)", f"{percent:g}%", gap, reading)
    assert [plain(row) for row in table.rows] == [expected]
    assert "An invented census, the whole area (from 21 March 2021)" in table.note


@pytest.mark.parametrize(("part", "whole"), [(7, 100), (95, 100)])
def test_a_few_are_neither_written_nor_drawn(part, whole):
    table = rows_of(Group("lgbt", "LGBT+", part, whole), here={"lgbt": 3.0})

    assert table.rows == (("LGBT+", FEW, "3%", FEW, ""),)
    assert table.against is None


def test_a_population_that_nobody_entered_is_said_and_compared_with_nothing():
    table = rows_of(
        Group("male", "Male", 10, 100), Group("disabled", "Disabled", 20, 100), here={"male": 49.0}
    )

    assert plain(table.rows[1]) == ("Disabled", "20% (13 to 29)", NOT_ENTERED, NOT_ENTERED, "")
    assert "is not entered for: Disabled." in table.note
    assert [row.label for row in table.against.rows] == ["Male"]


@pytest.mark.django_db
def test_a_population_is_that_of_the_whole_area_on_the_day():
    a_marac()
    given = {"key": "marac.population_male", "source": CENSUS}
    with as_role("wb_bulk"):
        LocalSetting.objects.create(value=48.0, starts_on=DAY, **given)
        LocalSetting.objects.create(value=49.5, starts_on=date(2026, 1, 1), **given)
        LocalSetting.objects.create(
            value=10.0, starts_on=date(2025, 1, 1), area=Area.objects.first(), **given
        )

        assert populations(on=date(2025, 12, 31)) == {"male": Population(48.0, CENSUS, DAY)}
        assert populations(on=date(2026, 1, 1))["male"].percent == 49.5
        assert populations(on=date(2020, 1, 1)) == {}


@pytest.mark.django_db
def test_the_page_draws_the_shares_and_writes_them_beside(client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON.replace(month=4, day=20))
    marac = a_marac()
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key="marac.population_disabled", value=30.0, starts_on=DAY, source=CENSUS
        )
        QuarterReturn.objects.create(
            number="2026-01-1", first_on=date(2026, 1, 1), last_on=date(2026, 3, 31),
            cells=[{"code": "disabled", "value": 10.0, "whole": 100}],
            made_by=marac.coordinator, made_for=marac.hub, made_at=NOON,
        )  # fmt: skip
    client.force_login(worker_at(marac.outside, Duty.VIEW_MARAC_FIGURES))

    page = client.get(reverse("marac:figures"), {"show": "referred"}).content.decode()

    assert "Cases discussed, and people who live here, of 100" in page
    assert 'aria-label="Cases discussed, and people who live here, of 100: the table' in page
    assert FEWER in page
    assert CENSUS in page
