"""A guardian reads each thing that was shared, by whose it is: no content, no person, no formula."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.audit.models import Entry as AuditEntry
from whitebeam.kernel.comma_tables import harmless
from whitebeam.marac.models import CaseBlock, Disclosure
from whitebeam.marac.queries import shared_items as queries
from whitebeam.marac.tests.test_sharing_report import FROM, SECRET, UNTIL, World
from whitebeam.partners.models import Agency, Duty

pytestmark = pytest.mark.django_db
QUARTER = "?quarter=2026-02-01"


@pytest.fixture
def world():
    return World()


def listed(user, **which):
    with acting_as(user):
        found = queries.all_shared_items(queries.Which(FROM, UNTIL, **which))
        return {(one.controller, one.receiver, one.is_emergency) for one in found}


def of_police(rows):
    return {row[1:] for row in rows if row[0] == "The police"}


def test_the_coordinating_agencys_guardian_reads_each_receipt(world):
    rows = of_police(listed(world.guardian(world.marac.hub)))

    agreed = {("The hub", False), ("Housing", False), ("A service", False)}
    assert rows == agreed | {("A stranger", True)}


def test_a_guardian_elsewhere_reads_what_her_agency_gave_or_received(world):
    housing = listed(world.guardian(world.marac.housing))

    assert of_police(housing) == {("Housing", False)}
    assert listed(world.guardian(world.marac.outside)) == set()


@pytest.mark.parametrize("who", ["coordinator", "chair", "rep"])
def test_without_the_duty_nothing_is_listed(world, who):
    assert listed(getattr(world.marac, who)) == set()


def test_a_case_kept_from_the_guardian_is_not_among_them(world):
    guardian = world.guardian(world.marac.hub)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=world.case, user=guardian, reason="Kin", set_by=world.marac.chair, set_at=NOON
        )

    assert listed(guardian) == set()


def test_it_is_narrowed_by_controller_receiver_and_basis(world):
    guardian = world.guardian(world.marac.hub)
    police, housing = world.marac.police.code, world.marac.housing.code

    assert {row[0] for row in listed(guardian, controller=police)} == {"The police"}
    assert {row[1] for row in listed(guardian, receiver=housing)} == {"Housing"}
    assert listed(guardian, basis="CONSENT") == set()
    assert listed(guardian, controller=housing) == set()


def test_what_went_to_another_marac_names_it(world):
    guardian = world.guardian(world.marac.hub)
    with as_role("wb_bulk"):
        Disclosure.objects.filter(about_label="marac.ResearchItem").update(to_marac="Elsewhere")

    assert ("The police", "Elsewhere", False) in listed(guardian)


def test_pages_follow_on_and_leave_nothing_out(world, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    which, found, after = queries.Which(FROM, UNTIL), [], ""
    with acting_as(world.guardian(world.marac.hub)):
        whole = [one.receipt for one in queries.all_shared_items(which)]
        while True:
            page = queries.shared_items(which, after=after)
            found += [one.receipt for one in page.rows]
            if not (after := page.after):
                break

        assert found == whole
        assert len(whole) > 4
        assert queries.shared_items(which, after="nonsense").rows[0].receipt == whole[0]


def test_the_page_and_the_file_name_no_content_and_are_recorded(client, world):
    with as_role("wb_bulk"):
        Agency.objects.filter(pk=world.marac.police.pk).update(name="=cmd()")
    browser = with_second_factor(client, world.guardian(world.marac.hub))
    chosen = f"{QUARTER}&controller={world.marac.police.code}"

    page = browser.get(reverse("marac:shared_items") + chosen).text
    file = browser.get(reverse("marac:shared_items_csv") + chosen)

    assert world.case.reference in page
    assert "A stranger" in page
    for words in (SECRET, "Tonight.", "Invented"):
        assert words not in page + file.text
    rows = list(csv.DictReader(StringIO(file.text)))
    assert {row["Controller"] for row in rows} == {"'=cmd()"}
    assert [row["In an emergency"] for row in rows].count("Yes") == 1
    with as_role("wb_backup"):
        taken = AuditEntry.objects.get(verb="marac.ledger.items_taken")
    assert taken.details["controller"] == world.marac.police.code


@pytest.mark.parametrize("nonsense", ["controller=%00", "basis=%27", "after=x", "quarter=y"])
def test_nonsense_in_an_address_narrows_nothing(client, world, nonsense):
    browser = with_second_factor(client, world.guardian(world.marac.hub))

    assert browser.get(reverse("marac:shared_items") + f"?{nonsense}").status_code == 200


@pytest.mark.parametrize("name", ["shared_items", "shared_items_csv"])
def test_only_guardians_open_it(client, world, name):
    browser = with_second_factor(client, worker_at(world.marac.hub, Duty.COORDINATE_MARAC))

    assert browser.get(reverse(f"marac:{name}")).status_code == 403


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_acts(cell):
    assert harmless(cell) == f"'{cell}"
