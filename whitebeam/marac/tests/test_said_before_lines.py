"""What was said before lines were kept gets one that says so, with those who were there then."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from tests.marac_builders import NOON, a_marac
from tests.meeting_builders import a_sitting, an_entry
from tests.roles import as_role
from whitebeam.marac.models import (
    Attendance,
    CaseBlock,
    Disclosure,
    Participant,
    Recipient,
)
from whitebeam.partners.models import AgreementParty

pytestmark = pytest.mark.django_db
MIGRATION = import_module("whitebeam.marac.migrations.0142_lines_of_what_was_said_before")


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def sitting(marac):
    """A case of which the police said something long ago; housing and the service were there."""
    sitting = a_sitting(marac, running=True)
    sitting.open(0)
    an_entry(sitting, marac.rep, text="He has her keys")
    an_entry(sitting, marac.chair, text="Keep it open", kind="DECISION")
    with as_role("wb_bulk"):
        Recipient.objects.all().delete()
        Disclosure.objects.all().delete()
        Attendance.objects.update(joined_at=NOON)
        Participant.objects.update(began_at=NOON)
    return sitting


def migrated(deed=MIGRATION.forward):
    """Run the migration's deed as it runs it, and return who received under what."""
    unforce, _, force = MIGRATION.Migration.operations
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for statement in unforce.sql:
            cursor.execute(statement)
        deed(apps, SimpleNamespace(connection=connection, execute=cursor.execute))
        for statement in force.sql:
            cursor.execute(statement)
    with as_role("wb_bulk"):
        rows = Recipient.objects.select_related("agency", "agreement")
        return {one.agency.name: one.agreement for one in rows}


def test_each_who_was_there_received_it_under_what_covered_them_then(marac, sitting):
    under = marac.agreement

    assert migrated() == {"The hub": under, "Housing": under, "A service": under}
    with as_role("wb_bulk"):
        line = Disclosure.objects.get()
    assert (line.basis, line.controller_id, line.decided_at) == ("NOT_KEPT", marac.police.pk, NOON)
    assert "Not recorded" in str(line.necessity)


def test_who_came_later_or_was_kept_from_the_case_did_not(marac, sitting):
    with as_role("wb_bulk"):
        late = Attendance.objects.filter(agency=marac.service)
        late.update(joined_at=NOON + timedelta(minutes=1))
        CaseBlock.objects.create(
            case=sitting.cases[0], user=marac.housing_rep, reason="x", set_by=marac.chair,
            set_at=NOON,
        )  # fmt: skip

    assert set(migrated()) == {"The hub"}


def test_where_no_agreement_covered_it_none_is_made_up(marac, sitting):
    with as_role("wb_bulk"):
        AgreementParty.objects.filter(agency=marac.police).update(gives=False)

    assert set(migrated().values()) == {None}


def test_it_is_taken_away_again(marac, sitting):
    migrated()

    assert migrated(MIGRATION.backward) == {}
    with as_role("wb_bulk"):
        assert not Disclosure.objects.exists()


def test_what_has_a_line_keeps_it(marac, sitting):
    an_entry(sitting, marac.housing_rep, text="Kept", heard_by=[marac.hub])
    migrated()

    with as_role("wb_bulk"):
        assert Disclosure.objects.filter(basis="PUBLIC_TASK").count() == 1
