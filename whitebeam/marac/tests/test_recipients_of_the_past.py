"""Receivers noted before each named its agreement get the one that covered them on that day."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories import SharingAgreementFactory
from tests.marac_builders import NOON
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import Disclosure, Recipient, ResearchRequest
from whitebeam.marac.tests.test_sharing_report import World
from whitebeam.partners.models import AgreementParty, SharingAgreement

pytestmark = pytest.mark.django_db
MIGRATION = import_module("whitebeam.marac.migrations.0085_recipients_know_their_agreement")
LONG_AGO = NOON - timedelta(days=90)


@pytest.fixture
def world():
    """Return a case of which every receiver is noted in the old form, without an agreement."""
    world = World()
    with as_role("wb_bulk"):
        Recipient.objects.update(agreement=None, created_at=NOON)
    known_by(LONG_AGO)
    return world


def known_by(at):
    """Say when this installation knew of the agreements and of who is party to them."""
    with as_role("wb_bulk"):
        SharingAgreement.objects.update(created_at=at)
        AgreementParty.objects.update(created_at=at)


def migrated():
    """Run the migration on the rows there are, and return who received under what."""
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for step in MIGRATION.Migration.operations[:3]:
            for statement in step.sql:
                cursor.execute(statement)
    with as_role("wb_bulk"):
        rows = Recipient.objects.exclude(disclosure__about_label="marac.Case")
        return {one.agency.name: one.agreement for one in rows.select_related("agreement")}


def test_each_gets_the_agreement_that_covered_it_and_the_stranger_none(world):
    agreement = world.marac.agreement

    assert migrated() == {
        "The hub": agreement, "Housing": agreement, "A service": agreement, "A stranger": None,
    }  # fmt: skip


def test_the_agreement_that_the_line_names_comes_first(world):
    marac = world.marac
    other = SharingAgreementFactory(
        between=[marac.police, marac.housing], starts_on=NOON.date(), categories=["F6"],
        purposes=["MEETING"],
    )  # fmt: skip
    known_by(LONG_AGO)
    with as_role("wb_bulk"):
        Disclosure.objects.filter(controller=marac.police).update(agreement=other)

    found = migrated()

    assert (found["Housing"], found["A service"]) == (other, marac.agreement)


@pytest.mark.parametrize(
    "changed",
    [
        {"ends_on": NOON.date()},
        {"starts_on": NOON.date() + timedelta(days=2)},
        {"categories": ["F5"]},
        {"purposes": ["SUPPORT"]},
        {"created_at": NOON + timedelta(days=2)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_an_agreement_that_did_not_cover_it_then_is_not_named(world, changed):
    with as_role("wb_bulk"):
        SharingAgreement.objects.update(**changed)

    assert set(migrated().values()) == {None}


@pytest.mark.parametrize(
    "changed", [{"gives": False}, {"created_at": NOON + timedelta(days=2)}], ids=["gives", "later"]
)
def test_nor_is_one_to_which_the_controller_was_no_party(world, changed):
    with as_role("wb_bulk"):
        AgreementParty.objects.filter(agency=world.marac.police).update(**changed)

    assert set(migrated().values()) == {None}


def test_a_receiver_that_was_noted_since_is_left_alone(world):
    with as_role("wb_bulk"):
        Recipient.objects.update(created_at=NOON + timedelta(days=4000))

    assert set(migrated().values()) == {None}


def test_the_referrers_own_account_reached_the_coordinator_without_one(world):
    migrated()

    with as_role("wb_bulk"):
        own = Recipient.objects.filter(disclosure__about_label="marac.Case")
        found = {one.agency.name: one.agreement for one in own.select_related("agreement")}
    assert found.pop("The hub") is None
    assert set(found.values()) <= {world.marac.agreement}


def test_the_report_says_that_none_was_in_force(client, world):
    with as_role("wb_bulk"):
        Disclosure.objects.update(emergency_why=None, agreement=world.marac.agreement)
    migrated()
    browser = with_second_factor(client, world.guardian(world.marac.hub))

    page = browser.get(reverse("marac:sharing_report") + "?quarter=2026-02-01").text
    file = browser.get(reverse("marac:sharing_report_csv") + "?quarter=2026-02-01").text

    assert "No agreement, no reason" in page
    assert "for 1 without a reason" in page
    assert file.count("No agreement was in force") == 1


def test_the_ledger_says_so_too(client, world):
    migrated()
    with as_role("wb_bulk"):
        Disclosure.objects.update(emergency_why=None, agreement=world.marac.agreement)
    browser = with_second_factor(client, world.marac.coordinator)

    page = browser.get(reverse("marac:case_ledger", args=[world.case.pk])).text

    assert page.count("no agreement was in force") == 1
    assert "in an emergency" not in page


def test_who_was_asked_in_an_emergency_received_it_in_one(client, world):
    migrated()
    with as_role("wb_bulk"):
        Disclosure.objects.update(emergency_why=None, agreement=world.marac.agreement)
        ResearchRequest.objects.create(
            case=world.case, agency=world.stranger, emergency_why="Tonight", template="any",
            parts=["VICTIM"], identifiers=[], asked_at=NOON, asked_by=world.marac.coordinator,
            due_at=NOON,
        )  # fmt: skip
    guardian = world.guardian(world.marac.hub)
    browser = with_second_factor(client, world.marac.coordinator)

    page = browser.get(reverse("marac:case_ledger", args=[world.case.pk])).text

    assert (page.count("in an emergency"), page.count("no agreement was in force")) == (1, 0)
    assert {one.lacks for one in world.lacking(guardian)} == {"EMERGENCY"}
    assert [row.missing for row in world.counted(guardian) if row.emergency] == [0]
