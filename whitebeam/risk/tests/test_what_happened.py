"""What happened between assessments: shown, taken back with a trace, and looked at by signing."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.people_builders import NOON, as_worker
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.risk.models import Happening
from whitebeam.risk.queries.due import due_of
from whitebeam.risk.rules.reassessment import Cause
from whitebeam.risk.services.noting import note_happening, take_back
from whitebeam.risk.tests.test_pages import Walk

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def walk():
    return Walk()


def noted(walk, *, at):
    with as_worker(walk.worker):
        return note_happening(
            person=walk.wren, agency=walk.agency, cause=Happening.Cause.INCIDENT,
            happened_on=at.date(), words="He broke the door", by=walk.worker, at=at,
        )  # fmt: skip


def cause(walk):
    with as_worker(walk.worker):
        return due_of(walk.worker, walk.wren, on=NOON.date()).due.cause


def test_what_was_noted_and_then_assessed_on_one_day_was_looked_at(walk):
    walk.signed()
    noted(walk, at=NOON + 2 * DAY)
    assert cause(walk) == Cause.INCIDENT

    walk.signed(at=NOON + 2 * DAY + HOUR)

    assert cause(walk) == Cause.CLOCK


def test_what_was_noted_after_the_assessment_of_that_day_is_due(walk):
    walk.signed()
    noted(walk, at=NOON + HOUR)

    assert cause(walk) == Cause.INCIDENT


def test_it_is_shown_and_taken_back_with_a_trace(walk):
    walk.signed()
    happening = noted(walk, at=NOON + DAY)
    page = walk.get("person", walk.wren.pk)
    for words in ("A new incident", "5 March 2026", "He broke the door", "Noted by mistake"):
        assert words in page

    walk.post("mistaken", walk.wren.pk, happening.pk)

    page = walk.get("person", walk.wren.pk)
    assert f"Noted by mistake, says {walk.worker.name}" in page
    assert "He broke the door" in page
    assert cause(walk) == Cause.CLOCK
    with pytest.raises(Refused, match="already"), as_worker(walk.worker):
        take_back(happening.pk, by=walk.worker, at=NOON)
    with as_role("wb_backup"), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from audit_entry where person_id = %s"
            " and verb = 'risk.reassessment.noted_by_mistake'",
            [walk.wren.pk],
        )
        assert cursor.fetchone() == (1,)


@pytest.mark.walls
def test_it_is_taken_back_once_in_ones_own_name(walk):
    happening = noted(walk, at=NOON)
    sql = "update risk_happening set mistaken_at = {}, mistaken_by_id = %s where id = %s"

    def change(at, by):
        with as_worker(walk.worker), connection.cursor() as cursor, transaction.atomic():
            cursor.execute(sql.format(at), [by, happening.pk])

    with pytest.raises(DatabaseError, match="may not update"):
        change("now()", walk.colleague.pk)
    change("now()", walk.worker.pk)
    with pytest.raises(DatabaseError, match="may not update"):
        change("null", None)
