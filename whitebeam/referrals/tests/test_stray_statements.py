"""What one stray statement of the web role cannot do: undo a recall, or turn a route."""

from datetime import UTC, datetime

import pytest
from django.db import Error, connection, transaction

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import a_queue, a_rule, a_sent_referral
from whitebeam.partners.models import Duty
from whitebeam.referrals.models import Reason, Referral
from whitebeam.referrals.services import following
from whitebeam.referrals.tests.desk import a_reason, as_user

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

QUEUED_AGAIN = """insert into referrals_queueentry (id, created_at, updated_at, referral_id, queue_id,
  agency_id, sender_id, rank, entered_at, due_at, left_how, sent_here_by_id)
  values (gen_random_uuid(), now(), now(), %s, %s, %s, %s, 1, now(), now(), '', %s)"""


def does(user, statement, *params):
    """Return how many rows the statement wrote for this user, or None if it was refused."""
    try:
        with as_user(user), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, params)
            return cursor.rowcount
    except Error:
        return None


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def holder(queue):
    return worker_at(queue.agency, Duty.TRIAGE_REFERRALS, Duty.VIEW_PEOPLE)


@pytest.fixture
def taken_back(queue):
    referral = a_sent_referral(queue=queue)
    with as_user(referral.submitted_by):
        following.recall(
            referral_id=referral.pk,
            reason=a_reason(Reason.Kind.RECALL),
            words="",
            by=referral.submitted_by,
            at=datetime(2026, 3, 4, 14, tzinfo=UTC),
        )
    return referral


@pytest.mark.parametrize(
    "statement",
    [
        "update referrals_queueentry set left_how = 'MOVED'",
        "update referrals_queueentry set left_how = '', left_at = null",
        "update people_involvement set ended_at = null",
    ],
)
def test_whoever_held_it_cannot_call_it_anything_else(taken_back, holder, statement):
    assert not does(holder, statement)
    with as_user(holder):
        assert not Referral.objects.exists()


def test_whoever_held_it_cannot_queue_it_again(taken_back, holder, queue):
    again = (taken_back.pk, queue.pk, queue.agency_id, taken_back.sent_by_id, holder.pk)

    assert does(holder, QUEUED_AGAIN, *again) is None


def test_routes_are_the_configurers(queue, holder):
    a_rule(queue)
    configurer = worker_at(AgencyFactory(), Duty.CONFIGURE_PARTNERSHIP)
    turn = "update referrals_routingrule set ends_on = '2999-01-01'"

    assert does(holder, turn) is None
    assert does(configurer, turn) == 1
    assert does(configurer, "update referrals_queue set name = 'x'") is None
