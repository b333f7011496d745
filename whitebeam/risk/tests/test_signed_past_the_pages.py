"""Past every page: what sets a signed assessment aside is of these two, for good; so is its end."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import worker_at
from tests.people_builders import NOON, as_worker
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.risk.models import Assessment, RoleCorrection
from whitebeam.risk.tests.desk import ASSESSING, Desk
from whitebeam.risk.tests.test_correcting import Correcting

pytestmark = [pytest.mark.django_db, pytest.mark.walls]
ASIDE = "update risk_assessment set set_aside_by_id = %s where id = %s"
ENDED = "update risk_assessment set state = 'SUPERSEDED', superseded_at = now() where id = %s"


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def correcting(desk):
    return Correcting(desk)


def change(worker, sql, *given):
    with as_worker(worker), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, given)
        return cursor.rowcount


def refused(worker, sql, *given):
    with pytest.raises(DatabaseError, match="may not update this row"):
        change(worker, sql, *given)


def a_correction(desk, person, other, *, agency=None, state="CORRECTED"):
    with as_role("wb_bulk"):
        return RoleCorrection.objects.create(
            person=person, other=other, agency=agency or desk.agency, state=state,
            raised_by=desk.worker, raised_at=NOON, decided_by=desk.colleague, decided_at=NOON,
        )  # fmt: skip


def test_only_a_finished_correction_of_these_two_sets_aside(desk, correcting):
    wrong = correcting.wrong
    for correction in (
        a_correction(desk, desk.rook, desk.wren, state="UPHELD"),
        a_correction(desk, desk.wren, desk.rook),
        a_correction(desk, desk.rook, desk.robin),
        a_correction(desk, desk.robin, desk.wren),
    ):
        refused(desk.worker, ASIDE, correction.pk, wrong.pk)

    righted = a_correction(desk, desk.rook, desk.wren)

    assert change(desk.worker, ASIDE, righted.pk, wrong.pk) == 1


def test_what_was_set_aside_stays_so(desk, correcting):
    first, second = (a_correction(desk, desk.rook, desk.wren) for _ in range(2))
    change(desk.worker, ASIDE, first.pk, correcting.wrong.pk)

    refused(desk.worker, ASIDE, None, correcting.wrong.pk)
    refused(desk.worker, ASIDE, second.pk, correcting.wrong.pk)
    assert change(desk.worker, ASIDE, first.pk, correcting.wrong.pk) == 1


def test_a_draft_is_not_set_aside_or_ended(desk):
    draft = desk.started()
    righted = a_correction(desk, desk.rook, desk.wren)

    refused(desk.worker, ASIDE, righted.pk, draft.pk)


def test_nothing_is_superseded_without_its_successor(desk, correcting):
    wrong = correcting.wrong
    refused(desk.worker, ENDED, wrong.pk)
    refused(desk.worker, "update risk_assessment set superseded_at = now() where id = %s", wrong.pk)
    with as_role("wb_bulk"):
        an_assessment(
            desk.wren, perpetrator=desk.rook, by=desk.worker, agency=desk.agency, supersedes=wrong
        )

    assert change(desk.worker, ENDED, wrong.pk) == 1
    refused(desk.worker, "update risk_assessment set state = 'SIGNED' where id = %s", wrong.pk)


def test_a_colleague_replaces_what_was_set_aside(desk):
    first = desk.signed()
    righted = a_correction(desk, desk.rook, desk.wren)
    change(desk.worker, ASIDE, righted.pk, first.pk)
    colleague = worker_at(desk.agency, *ASSESSING)

    second = desk.signed(by=colleague)

    with as_role("wb_bulk"):
        kept = Assessment.objects.get(pk=first.pk)
    assert (kept.state, kept.set_aside_by_id) == ("SUPERSEDED", righted.pk)
    assert second.supersedes_id == first.pk
