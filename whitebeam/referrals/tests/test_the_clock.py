"""What the clock does, as the worker's own role: once, however often it runs."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import worker_at
from tests.referral_builders import NOON, a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty
from whitebeam.referrals.models import Claim, Escalation, QueueEntry, Reason, Transfer
from whitebeam.referrals.services import claiming, deciding, handing_over

pytestmark = pytest.mark.django_db
STEPS = [
    {"after_minutes": 0, "to": Duty.TRIAGE_REFERRALS, "deputies": True, "sentence": "Deputies."},
    {"after_minutes": 60, "to": Duty.ASSIGN_REFERRALS, "sentence": "Whoever assigns."},
]
DUE = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def queue():
    return a_queue(escalation=STEPS)


@pytest.fixture
def worker(queue):
    return worker_at(queue.agency, Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS)


@pytest.fixture
def referral(queue, worker):
    return a_sent_referral(queue=queue)


def as_worker(user):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))


def run(command, *, at, **options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command(command, at=at, stdout=said, **options)
    return said.getvalue().strip()


def due_at(referral):
    with as_role("wb_bulk"):
        return QueueEntry.objects.get(referral=referral).due_at


def told_that_it_is_late(template="referral_late"):
    with as_role("wb_bulk"):
        return set(Notice.objects.filter(template=template).values_list("to_id", flat=True))


def test_a_hold_that_ran_out_is_given_back_once(referral, worker):
    with as_worker(worker):
        held = claiming.claim(referral_id=referral.pk, by=worker, at=NOON)

    said = [run("run_out_claims", at=held.until + timedelta(minutes=n)) for n in (-1, 0, 1)]

    with as_worker(worker):
        assert Claim.objects.get(pk=held.pk).ended_how == "RAN_OUT"
    assert said == ["0 holds given back", "1 holds given back", "0 holds given back"]


def test_a_dry_run_gives_nothing_back(referral, worker):
    with as_worker(worker):
        held = claiming.claim(referral_id=referral.pk, by=worker, at=NOON)

    assert run("run_out_claims", at=held.until, dry_run=True) == "1 holds would be given back"

    with as_worker(worker):
        assert Claim.objects.get(pk=held.pk).ended_at is None


def test_deputies_are_told_first_and_whoever_assigns_an_hour_later(referral, queue):
    deputy = worker_at(queue.agency, Duty.TRIAGE_REFERRALS, is_deputy=True)
    assigner = worker_at(queue.agency, Duty.ASSIGN_REFERRALS)
    due = due_at(referral)

    run("escalate_late", at=due - timedelta(seconds=1))
    assert told_that_it_is_late() == set()
    for _ in range(2):
        run("escalate_late", at=due)
    assert told_that_it_is_late() == {deputy.pk}
    for _ in range(2):
        run("escalate_late", at=due + timedelta(minutes=60))

    assert told_that_it_is_late() == {deputy.pk, assigner.pk}
    with as_role("wb_bulk"):
        steps = Escalation.objects.order_by("step").values_list("step", "to_duty", "told")
        assert list(steps) == [(0, "TRIAGE_REFERRALS", 1), (1, "ASSIGN_REFERRALS", 1)]
        assert Notice.objects.filter(template="referral_late").count() == 2


def test_where_nobody_stands_in_everyone_in_triage_is_told(referral, worker):
    run("escalate_late", at=due_at(referral))

    assert told_that_it_is_late() == {worker.pk}


def test_a_missed_hour_is_made_up(referral, queue, worker):
    assigner = worker_at(queue.agency, Duty.ASSIGN_REFERRALS)

    said = run("escalate_late", at=due_at(referral) + timedelta(days=2))

    assert said == "2 steps taken for 1 late referrals"
    assert told_that_it_is_late() == {worker.pk, assigner.pk}


def test_once_every_step_is_taken_it_is_not_looked_at_again(referral):
    at = due_at(referral) + timedelta(days=2)
    run("escalate_late", at=at)

    assert run("escalate_late", at=at, dry_run=True) == "0 late referrals would be looked at"


def test_a_referral_that_was_decided_is_not_late(referral, worker):
    due = due_at(referral)
    with as_role("wb_bulk"):
        reason = Reason.objects.create(kind="DECLINE", code="full", label="No room")
    with as_worker(worker):
        deciding.decline(
            referral_id=referral.pk, reason=reason, words="Try housing", by=worker, at=NOON
        )

    assert run("escalate_late", at=due) == "0 steps taken for 0 late referrals"


def test_a_late_receipt_is_chased_once(referral, worker):
    with as_worker(worker):
        transfer = handing_over.send_to_other_area(
            referral_id=referral.pk,
            area_name="Another county",
            service_name="Their service",
            words="She moved",
            by=worker,
            at=NOON,
        )

    said = [
        run("chase_transfers", at=transfer.due_at + timedelta(seconds=n), dry_run=dry)
        for n, dry in ((-1, False), (0, True), (0, False), (60, False))
    ]

    assert said == [
        "0 late receipts chased",
        "1 late receipts would be chased",
        "1 late receipts chased",
        "0 late receipts chased",
    ]
    assert told_that_it_is_late("transfer_late") == {worker.pk}
    with as_role("wb_bulk"):
        assert Transfer.objects.get(pk=transfer.pk).chased_at == transfer.due_at
