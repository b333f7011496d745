"""The dataset on the page: counted from records, opened by cell, taken away, kept."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import worker_at
from tests.marac_builders import a_case, a_listing, a_marac, a_meeting
from tests.roles import as_role
from tests.setting_builders import a_setting
from whitebeam.marac.models import CaseProfile, QuarterReturn
from whitebeam.marac.rules.dataset import SOURCES
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db

FEBRUARY = datetime(2026, 2, 3, 10, tzinfo=UTC)
QUARTER = "?quarter=2026-01-01"


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def heard(marac):
    """Three cases heard in one quarter, one of them a repeat, and one heard in the next."""
    meeting = a_meeting(
        marac,
        starts_at=FEBRUARY,
        cut_off_at=FEBRUARY - timedelta(days=10),
        research_due_at=FEBRUARY - timedelta(days=2),
        state="ENDED",
    )
    first, repeat, other = (a_case(marac, state="HEARD") for _ in range(3))
    with as_role("wb_bulk"):
        type(repeat).objects.filter(pk=repeat.pk).update(repeat="YES", repeat_of=first)
        for case, profile in [(first, {"sex": "FEMALE"}), (repeat, {"sex": "MALE"})]:
            CaseProfile.objects.create(case=case, answers=json.dumps(profile | {"children": 2}))
    for case in (first, repeat, other):
        a_listing(meeting, case, outcome="HEARD")
    return first, repeat, other


def the_csv(client, marac, query=QUARTER):
    client.force_login(marac.coordinator)
    body = client.get(reverse("marac:dataset_csv") + query).content.decode()
    return dict(row.split(",")[:2] for row in body.splitlines()[1:] if not row.startswith('"'))


def test_the_return_counts_what_was_heard_in_the_quarter(client, marac, heard):
    found = the_csv(client, marac)

    assert found["Cases discussed"] == "3"
    assert found["Meetings"] == "1"
    assert found["Children in the households"] == "4"
    assert found["Repeat cases"] == "33.3"
    assert found["Male"] == "33.3"


def test_a_talk_beside_the_list_is_no_discussion(client, marac, heard):
    beside = a_meeting(
        marac,
        kind="PROFESSIONALS",
        starts_at=FEBRUARY,
        cut_off_at=FEBRUARY,
        research_due_at=FEBRUARY,
        state="ENDED",
    )
    a_listing(beside, heard[0], outcome="HEARD", is_aside=True)

    found = the_csv(client, marac)

    assert (found["Cases discussed"], found["Meetings"]) == ("3", "1")


def test_a_meeting_that_never_began_is_not_counted(client, marac, heard):
    a_meeting(
        marac, starts_at=FEBRUARY + timedelta(days=7), cut_off_at=FEBRUARY,
        research_due_at=FEBRUARY, state="CIRCULATED",
    )  # fmt: skip

    assert the_csv(client, marac)["Meetings"] == "1"


def test_another_quarter_counts_nothing_of_it(client, marac, heard):
    assert the_csv(client, marac, "?quarter=2025-10-01")["Cases discussed"] == "0"


@pytest.mark.parametrize("quarter", ["9999-12-31", "0001-01-01", "2026-02-30", "x"])
def test_a_quarter_that_nobody_counts_is_read_as_the_usual_one(client, marac, heard, quarter):
    usual = the_csv(client, marac, "")

    assert the_csv(client, marac, f"?quarter={quarter}&months=12").keys() == usual.keys()


def test_the_spreadsheet_holds_the_same_numbers(client, marac, heard):
    client.force_login(marac.coordinator)
    body = client.get(reverse("marac:dataset_xlsx") + QUARTER).content

    rows = list(openpyxl.load_workbook(BytesIO(body)).active.values)
    assert ("Cases discussed", 3) in [row[:2] for row in rows]


def test_the_spreadsheet_does_not_say_when_it_was_taken(client, marac, heard):
    client.force_login(marac.coordinator)
    body = client.get(reverse("marac:dataset_xlsx") + QUARTER).content

    properties = openpyxl.load_workbook(BytesIO(body)).properties
    dated = {properties.created.isoformat(), properties.modified.isoformat()}
    assert dated == {"2026-03-31T00:00:00"}


def test_a_number_opens_the_cases_it_counts(client, marac, heard):
    _, repeat, _ = heard
    client.force_login(marac.coordinator)

    page = client.get(reverse("marac:dataset_cell", args=["repeats"]) + QUARTER)

    assert repeat.reference in page.content.decode()
    assert heard[0].reference not in page.content.decode()


@pytest.mark.parametrize("kind", [kind for kind in SOURCES if kind != "GUEST"])
def test_who_referred_opens_the_cases_whatever_kind_of_agency_it_is(client, marac, heard, kind):
    with as_role("wb_bulk"):
        type(marac.school).objects.filter(pk=marac.school.pk).update(kind=kind)
    client.force_login(marac.coordinator)

    page = client.get(reverse("marac:dataset") + QUARTER).content.decode()

    [address] = [one for one in page.split('"') if "/dataset/from-" in one]
    assert heard[0].reference in client.get(address.replace("&amp;", "&")).content.decode()


def test_a_case_that_is_kept_from_the_coordinator_is_in_no_number(client, marac, heard):
    with as_role("wb_bulk"):
        heard[2].blocks.create(
            user=marac.coordinator, reason="Kin", set_by=marac.chair, set_at=FEBRUARY
        )

    assert the_csv(client, marac)["Cases discussed"] == "2"


def test_a_return_is_kept_as_it_was_counted_and_names_no_case(client, marac, heard):
    client.force_login(marac.coordinator)

    client.post(reverse("marac:make_return") + QUARTER)

    with as_role("wb_bulk"):
        [made] = QuarterReturn.objects.all()
    assert made.number == "2026-01-1"
    assert {"cases": 3, "repeats": 33.3}.items() <= {
        cell["code"]: cell["value"] for cell in made.cells
    }.items()
    assert not any(str(case.pk) in json.dumps(made.cells) for case in heard)


def test_a_return_is_of_every_panel_whichever_was_looked_at(client, marac, heard):
    other = a_marac(name="Elsewhere MARAC", coordinated_by=marac.hub)
    client.force_login(marac.coordinator)

    client.post(f"{reverse('marac:make_return')}{QUARTER}&panel={other.panel.pk}")

    with as_role("wb_bulk"):
        [made] = QuarterReturn.objects.all()
    assert {cell["code"]: cell["value"] for cell in made.cells}["cases"] == 3


def test_the_planner_opens_on_a_leap_day(client, marac, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2028, 2, 29, 12, tzinfo=UTC))
    client.force_login(marac.coordinator)

    assert client.get(reverse("marac:planner")).status_code == 200


@pytest.mark.parametrize("page", ["dataset", "dataset_csv", "dataset_xlsx"])
def test_only_a_coordinator_opens_the_dataset(client, marac, page):
    client.force_login(marac.rep)

    assert client.get(reverse(f"marac:{page}")).status_code == 403


def test_the_steering_group_plans_and_reads_no_case(client, marac, heard):
    member = worker_at(marac.outside, Duty.VIEW_MARAC_FIGURES)
    client.force_login(member)

    page = client.get(reverse("marac:planner")).content.decode()

    assert "15 a meeting" in page
    assert heard[0].reference not in page


def test_a_quarter_is_measured_by_what_held_in_it(client, marac, heard):
    area = marac.panel.area
    for key, value, day in (
        ("marac.adult_women", 10_000, "2020-01-01"),
        ("marac.adult_women", 30_000, "2026-04-01"),
    ):
        a_setting(key, value, area=area, starts_on=day)
    a_setting("marac.repeat_band", [20, 30])
    a_setting("marac.repeat_band", [28, 40], starts_on="2026-04-01")

    client.force_login(marac.coordinator)
    body = client.get(reverse("marac:dataset_csv") + QUARTER).content.decode()

    assert '"Cases for every 10,000 adult women",3.0,' in body
    assert "20 to 30" in body
    assert "28 to 40" not in body


def test_a_measure_that_began_later_is_not_known(client, marac, heard):
    a_setting("marac.adult_women", 10_000, area=marac.panel.area, starts_on="2026-04-01")
    client.force_login(marac.coordinator)

    page = client.get(reverse("marac:dataset") + QUARTER).content.decode()

    assert "No number of adult women held in these months" in page


def test_csv_and_spreadsheet_carry_the_same_rows_in_the_published_order(client, marac, heard):
    client.force_login(marac.coordinator)
    address = [reverse(f"marac:dataset_{kind}") + QUARTER for kind in ("csv", "xlsx")]
    in_csv = list(csv.reader(StringIO(client.get(address[0]).content.decode())))
    sheet = openpyxl.load_workbook(BytesIO(client.get(address[1]).content)).active

    in_sheet = [[str(cell or "") for cell in row[:1]] for row in sheet.values][2:]
    assert [row[:1] for row in in_csv[1:]] == in_sheet
    assert [f"Referred by: {label}" for label in dict.fromkeys(SOURCES.values())] == [
        row[0] for row in in_csv if row[0].startswith("Referred by:")
    ]
