"""To the blocked, no notice speaks of the case, and no entry of the audit does."""

import pytest
from django.db import connection

from tests.factories import worker_at
from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.roles import as_role
from whitebeam.audit import services as audit
from whitebeam.audit.models import Entry
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


@pytest.fixture
def marac():
    return a_marac()


def block(marac, case, user):
    with as_role("wb_bulk"):
        case.blocks.create(user=user, reason="Kin", set_by=marac.coordinator, set_at=NOON)


def test_a_notice_about_a_blocked_case_is_not_there_and_does_not_leave(marac):
    case = a_case(marac)
    with as_role("wb_bulk"):
        Notice.objects.create(
            to=marac.rep, template="marac_listed", about_label="marac.Case", about_id=case.pk,
            made_at=NOON,
        )  # fmt: skip
    with acting_as(marac.rep):
        assert Notice.objects.exists()

    block(marac, case, marac.rep)

    with acting_as(marac.rep):
        assert not Notice.objects.exists()
    with as_role("wb_sec"), connection.cursor() as cursor:
        cursor.execute("select sec.is_kept_from(%s, %s)", [marac.rep.pk, case.pk])
        assert cursor.fetchone()[0] is True


def test_a_guardian_reads_nothing_of_a_case_that_blocks_her(marac):
    case, guardian = a_case(marac), worker_at(marac.hub, Duty.GUARD_RECORDS)
    with acting_as(marac.coordinator):
        audit.record(verb="marac.case.opened", subject=case)
    with acting_as(guardian):
        assert Entry.objects.filter(subject_id=str(case.pk)).exists()

    block(marac, case, guardian)

    with acting_as(guardian):
        assert not Entry.objects.filter(subject_id=str(case.pk)).exists()


def test_nor_of_anything_that_hangs_on_it(marac):
    case, guardian = a_case(marac), worker_at(marac.hub, Duty.GUARD_RECORDS)
    with as_role("wb_bulk"):
        request = case.requests.get(agency=marac.police)
    with acting_as(marac.coordinator):
        audit.record(verb="marac.research.asked", subject=request, agency_id=marac.police.pk)
        audit.record(verb="marac.ledger.written", subject=case, lines=[request.pk])
    with acting_as(guardian):
        assert Entry.objects.filter(verb__startswith="marac.").count() == 2

    block(marac, case, guardian)

    with acting_as(guardian):
        assert not Entry.objects.filter(verb__startswith="marac.").exists()
