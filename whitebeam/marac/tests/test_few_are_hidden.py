"""Every table that leaves the hub follows one rule; whoever may open the cases reads them exactly."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import worker_at
from tests.marac_builders import a_case, a_listing, a_marac, a_meeting, acting_as
from whitebeam.kernel.small_numbers import EXACT
from whitebeam.marac.presenters import steering, steering_waiting, steering_work
from whitebeam.marac.presenters.planner import Planner
from whitebeam.marac.presenters.steering import FEW, share
from whitebeam.marac.queries import counting
from whitebeam.marac.queries.counting import Kept, Volume, Waits
from whitebeam.marac.queries.counting_waits import Audits, Standing
from whitebeam.marac.queries.settling import Answered, Saved
from whitebeam.marac.rules.staffing import Ratios
from whitebeam.partners.models import Duty

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
WOMEN = {UUID(int=number): 10_000 for number in range(4)}


def a_volume(number, heard, **given):
    usual = {
        "settled": 0, "repeats": 1, "waiting": 0, "minutes": Decimal("11.0"),
        "to_screen_hours": Decimal("5.0"), "to_hear_days": Decimal("20.0"), "contacted": 0,
        "contacted_in_time": 0,
    }  # fmt: skip
    return Volume(UUID(int=number), f"D{number}", "Panel", heard, **usual | given)


VOLUMES = [a_volume(0, 40), a_volume(1, 3), a_volume(2, 12), a_volume(3, 30)]
SAVED = [
    Saved(uuid4(), "Panel", f"D{number}", decided, settled, settled, settled * 10, 0, 0)
    for number, (decided, settled) in enumerate([(40, 10), (3, 1), (12, 9), (30, 2)])
]
WAITS = [
    Waits("Panel", f"D{number}", screened, screened - 1, Decimal("7.5"), Decimal("2.5"),
          Decimal("21.5"), Decimal("9.5"), screened, screened)
    for number, screened in enumerate([40, 3, 12, 30])
]  # fmt: skip
ASKED = [
    Answered(uuid4(), "Often", MARCH, 40, 30, 2, 8, 20),
    Answered(uuid4(), "Seldom", MARCH, 3, 1, 1, 1, 1),
]
KEPT = [Kept("Busy", 12, 3, 20, 9, 1, 0)]


def rows(tables):
    return {row[0]: row[1:] for table in tables for row in table.rows}


@pytest.mark.parametrize(("least", "few"), [(8, {"D1", "D2"}), (EXACT, set())])
def test_cases_of_districts(least, few):
    [table] = steering.volume(VOLUMES, women=WOMEN, band=None, least=least)

    found = rows([table])
    assert {name for name, row in found.items() if set(row) == {FEW}} == few
    assert {mark.label for mark in table.chart.marks} == {"D0", "D1", "D2", "D3"} - few


@pytest.mark.parametrize(("least", "few"), [(8, {"D1", "D2"}), (EXACT, set())])
def test_the_planner_gives_no_district_away(least, few):
    page = Planner.of(VOLUMES, women=WOMEN, ratios=Ratios(40, 15, 100, 400), least=least)

    assert {one.area for one in page.areas if FEW in (one.cases, one.meetings, one.advisers)} == few
    assert all((one.cases == FEW) == (one.advisers == FEW) for one in page.areas)


@pytest.mark.parametrize(
    ("decided", "settled", "shown"),
    [
        # D1 and D2 are kept back as a few and the next one beside it, D3 for what is settled there.
        ([40, 3, 12, 30], [10, 1, 9, 2], ("85", share(22, 85), share(22, 85), "220")),
        # Less what the others show, that of D2 would be left.
        ([40, 30, 20, 30], [10, 9, 2, 10], ("120", FEW, FEW, FEW)),
        # Those kept back together are a few.
        ([40, 3, 12, 30], [10, 1, 0, 2], ("85", FEW, FEW, FEW)),
    ],
)
def test_what_all_districts_settled_gives_none_away(decided, settled, shown):
    saved = [
        Saved(uuid4(), "Panel", f"D{number}", of, part, part, part * 10, 0, 0)
        for number, (of, part) in enumerate(zip(decided, settled, strict=True))
    ]

    assert rows(steering_work.settled(saved, least=8))["All districts"] == shown


def test_what_was_settled():
    [table] = steering_work.settled(SAVED, least=8)

    found = rows([table])
    assert found["D1"] == found["D2"] == (FEW, FEW, FEW, FEW)
    assert found["D3"] == ("30", FEW, FEW, FEW)
    assert [mark.label for mark in table.chart.marks] == ["D0"]


def test_an_average_of_few_is_not_shown():
    found = [rows([table]) for table in steering_work.waits(WAITS, VOLUMES, least=8)]

    assert found[0]["D1"] == (FEW,) * 5
    assert found[0]["D0"] == ("7.5", "2.5", "21.5", "9.5", "11.0")
    assert found[1]["D1"] == (FEW, FEW)
    assert found[1]["D0"][0] == FEW, "all but one were in time: the one would be told"


def test_answers_of_agencies():
    [table] = steering_work.answers(ASKED, newest_months=1, least=8)

    found = rows([table])
    assert found["Seldom"] == (FEW,) * 5
    assert found["Often"][0] == "40"


@pytest.mark.parametrize(
    ("least", "shown"), [(8, ("21", "10.5")), (EXACT, ("21", "10.5")), (30, (FEW, FEW))]
)
def test_what_one_press_saved_is_answers_times_minutes(least, shown):
    table = steering_work.nothing_known(ASKED, minutes=30, least=least)

    [(_, pressed, _, hours)] = table.rows
    assert (pressed, hours) == shown
    assert "30 minutes" in table.note


def test_actions_of_agencies():
    [table] = steering_work.actions(KEPT, least=8)

    assert rows([table])["Busy"][:2] == ("12", FEW)
    assert rows([table])["Busy"][3:] == (FEW, "0")


def test_what_waits_and_what_audits_found():
    waits = [Standing("Panel", "D0", "returned", 3, Decimal(9))]
    found = [Audits("Panel", "D0", 40, 10, 9, 1, 2, 400)]

    assert rows([steering_waiting.standing(waits, least=8)])["D0"][0] == FEW
    assert rows([steering_waiting.standing(waits, least=EXACT)])["D0"][0] == "3 (9 days)"
    assert rows([steering_waiting.audited(found, least=8)])["D0"] == ("40", "10", FEW, FEW, FEW)


def test_repeats_of_all_districts():
    [repeats, *_] = steering.referred(VOLUMES, [("POLICE", 85)], [], bands={}, least=8)

    assert repeats.rows == (("All districts", "85", FEW, FEW, FEW),)


@pytest.mark.django_db
def test_a_reader_is_shown_no_small_number_and_the_coordinator_every_one(client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 4, 20, 9, tzinfo=UTC))
    marac = a_marac()
    case = a_case(marac, asked=False, state="HEARD")
    a_listing(a_meeting(marac, state="ENDED"), case, outcome="HEARD")
    member = worker_at(marac.outside, Duty.VIEW_MARAC_FIGURES)

    pages = {}
    for who, user in (("reader", member), ("coordinator", marac.coordinator)):
        client.force_login(user)
        pages[who] = [
            client.get(reverse(f"marac:{name}")).content.decode() for name in ("figures", "planner")
        ]

    assert all(FEW in page for page in pages["reader"])
    assert not any(FEW in page for page in pages["coordinator"])


@pytest.mark.django_db
def test_a_coordinator_of_one_panel_alone_reads_the_others_as_anybody(client):
    mine, other = a_marac(), a_marac()

    with acting_as(mine.coordinator):
        assert counting.least_shown(mine.coordinator) == counting.smallest_shown()
    assert other.panel.coordinated_by != mine.panel.coordinated_by
