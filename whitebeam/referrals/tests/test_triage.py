"""From the queue to an accepted referral, and every other way out of it."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty
from whitebeam.people import policy as people
from whitebeam.people.models import Restriction
from whitebeam.referrals import policy
from whitebeam.referrals.models import Claim, QueueEntry, Reason, Referral, StateChange
from whitebeam.referrals.services import claiming, deciding, following, handing_over, moving

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 3, 4, 14, tzinfo=UTC)
TRIAGE = (Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS, Duty.VIEW_PEOPLE)


@contextmanager
def working_as(user):
    with acting(Acting.user(user.pk, purpose=Purpose.SUPPORT)):
        yield user


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def referral(queue):
    return a_sent_referral(queue=queue)


@pytest.fixture
def worker(queue):
    return worker_at(queue.agency, *TRIAGE)


def a_reason(kind):
    with as_role("wb_bulk"):
        return Reason.objects.create(kind=kind, code=f"r-{kind.lower()}", label="A reason")


def accept(referral, *, by, worker=None):
    with working_as(by):
        return deciding.accept(referral_id=referral.pk, worker=worker or by, by=by, at=LATER)


def state_of(referral, *, seen_by):
    with working_as(seen_by):
        return Referral.objects.get(pk=referral.pk).state


def test_accepting_records_who_and_when_and_tells_the_sender(referral, worker):
    accept(referral, by=worker)

    with working_as(worker):
        accepted = Referral.objects.get(pk=referral.pk)
        change = StateChange.objects.filter(referral=referral).latest("at")
        assert (accepted.state, accepted.accepted_by, accepted.accepted_at) == (
            "ACCEPTED",
            worker,
            LATER,
        )
        assert (change.after, change.by) == ("ACCEPTED", worker)
        assert list(policy.accepted_by(worker)) == [accepted]
    with working_as(referral.submitted_by):
        assert [n.template for n in Notice.objects.all()] == ["referral_accepted"]


def test_accepting_ends_the_stay_and_opens_the_people_for_support(referral, worker):
    accept(referral, by=worker)

    with working_as(worker):
        assert QueueEntry.objects.get(referral=referral).left_how == "ACCEPTED"
        assert people.visible_to(worker, Duty.SUPPORT_VICTIMS).count() == referral.parts.count()


def an_outsider(referral, queue):
    return worker_at(AgencyFactory(), *TRIAGE)


def the_sender(referral, queue):
    return referral.submitted_by


def a_colleague_without_triage(referral, queue):
    return worker_at(queue.agency, Duty.VIEW_PEOPLE)


def a_triage_worker_who_knows_the_family(referral, queue):
    worker = worker_at(queue.agency, *TRIAGE)
    with as_role("wb_bulk"):
        part = referral.parts.first()
        Restriction.objects.create(
            person_id=part.person_id, user=worker, reason="Cousin", set_by=worker, set_at=LATER
        )
    return worker


@pytest.mark.parametrize(
    "someone",
    [
        an_outsider,
        the_sender,
        a_colleague_without_triage,
        a_triage_worker_who_knows_the_family,
    ],
)
def test_refuses_to_accept_for_anyone_but_triage_of_this_queue(referral, queue, worker, someone):
    somebody = someone(referral, queue)

    with working_as(somebody), pytest.raises(Refused, match="moved on"):
        deciding.accept(referral_id=referral.pk, worker=worker, by=somebody, at=LATER)

    assert state_of(referral, seen_by=worker) == "IN_TRIAGE"


def test_refuses_a_second_decision(referral, worker):
    accept(referral, by=worker)

    with pytest.raises(Refused, match="moved on"):
        accept(referral, by=worker)


def test_refuses_to_give_it_to_someone_who_does_not_support(referral, worker, queue):
    clerk = worker_at(queue.agency, Duty.TRIAGE_REFERRALS)

    with pytest.raises(Refused, match="supports people"):
        accept(referral, by=worker, worker=clerk)


def test_a_hold_keeps_colleagues_from_deciding_until_it_runs_out(referral, worker, queue):
    colleague = worker_at(queue.agency, *TRIAGE)
    with working_as(colleague):
        held = claiming.claim(referral_id=referral.pk, by=colleague, at=LATER)

    with pytest.raises(Refused, match="Somebody else"):
        accept(referral, by=worker)
    with working_as(worker), pytest.raises(Refused, match="Somebody else"):
        claiming.claim(referral_id=referral.pk, by=worker, at=LATER)
    with working_as(worker):
        claiming.claim(referral_id=referral.pk, by=worker, at=held.until + timedelta(seconds=1))
        assert Claim.objects.get(pk=held.pk).ended_how == "RAN_OUT"


def test_a_held_referral_is_handed_back_or_taken_over_by_those_who_assign(referral, worker, queue):
    deputy = worker_at(queue.agency, Duty.ASSIGN_REFERRALS)
    with working_as(worker):
        claiming.claim(referral_id=referral.pk, by=worker, at=LATER)

    with working_as(deputy):
        claiming.take_over(referral_id=referral.pk, by=deputy, at=LATER)
    with working_as(worker), pytest.raises(Refused, match="not holding"):
        claiming.hand_back(referral_id=referral.pk, by=worker, at=LATER)
    with working_as(deputy):
        claiming.hand_back(referral_id=referral.pk, by=deputy, at=LATER)
        assert not Claim.objects.filter(ended_at=None).exists()


def test_declining_needs_words_and_shuts_the_way_to_its_people(referral, worker):
    reason = a_reason(Reason.Kind.DECLINE)
    with working_as(worker), pytest.raises(Refused, match="referrer should know"):
        deciding.decline(referral_id=referral.pk, reason=reason, words=" ", by=worker, at=LATER)

    with working_as(worker):
        deciding.decline(
            referral_id=referral.pk, reason=reason, words="Try housing", by=worker, at=LATER
        )
        assert not people.visible_to(worker).exists()
    assert state_of(referral, seen_by=referral.submitted_by) == "DECLINED"


def test_a_returned_referral_is_answered_and_waits_again_with_a_new_clock(referral, worker):
    reason = a_reason(Reason.Kind.RETURN)
    with working_as(worker):
        deciding.return_for_information(
            referral_id=referral.pk, reason=reason, words="Which school?", by=worker, at=LATER
        )
    answered_at = LATER + timedelta(days=1)

    with working_as(referral.submitted_by) as sender:
        following.answer_return(
            referral_id=referral.pk, words="Invented Primary", by=sender, at=answered_at
        )

    with working_as(worker):
        first, second = QueueEntry.objects.filter(referral=referral).order_by("entered_at")
        assert first.left_how == "RETURNED"
        assert (second.left_at, second.due_at > answered_at) == (None, True)


def test_recalling_seals_the_holders_copy(referral, worker):
    reason = a_reason(Reason.Kind.RECALL)

    with working_as(referral.submitted_by) as sender:
        following.recall(
            referral_id=referral.pk, reason=reason, words="Wrong child", by=sender, at=LATER
        )

    with working_as(worker):
        assert not policy.visible_to(worker).exists()
        assert not Referral.objects.exists()
        assert not people.visible_to(worker).exists()
    assert state_of(referral, seen_by=referral.submitted_by) == "RECALLED"


def test_an_accepted_referral_cannot_be_recalled(referral, worker):
    accept(referral, by=worker)
    reason = a_reason(Reason.Kind.RECALL)

    with working_as(referral.submitted_by) as sender, pytest.raises(Refused, match="moved on"):
        following.recall(referral_id=referral.pk, reason=reason, words="x", by=sender, at=LATER)


def test_a_correction_keeps_old_and_new(referral, worker):
    with working_as(referral.submitted_by) as sender:
        following.correct(
            referral_id=referral.pk,
            question="contact_phone",
            new="07700 900999",
            why="Typed wrong",
            by=sender,
            at=LATER,
        )

    with working_as(worker):
        correction = Referral.objects.get(pk=referral.pk).corrections.get()
        assert (correction.old, correction.new) == ("07700 900123", "07700 900999")


def test_moving_to_another_agency_needs_an_agreement_in_force(referral, worker):
    elsewhere = a_queue()

    with working_as(worker), pytest.raises(Refused, match="No sharing agreement"):
        deciding.move_to_queue(
            referral_id=referral.pk, queue=elsewhere, words="Not ours", by=worker, at=LATER
        )


def test_a_transfer_closes_only_on_receipt(referral, worker):
    with working_as(worker):
        transfer = handing_over.send_to_other_area(
            referral_id=referral.pk,
            area_name="Another county",
            service_name="Their service",
            words="She moved",
            by=worker,
            at=LATER,
        )
        assert Referral.objects.get(pk=referral.pk).state == "TRANSFER_SENT"
        with pytest.raises(Refused, match="who in the other area"):
            handing_over.confirm_receipt(
                transfer_id=transfer.pk, received_by="", received_at=LATER, by=worker, at=LATER
            )
        handing_over.confirm_receipt(
            transfer_id=transfer.pk,
            received_by="Their duty worker",
            received_at=LATER,
            by=worker,
            at=LATER,
        )
        assert Referral.objects.get(pk=referral.pk).state == "TRANSFERRED"
        with pytest.raises(Refused, match="closed already"):
            handing_over.cancel_transfer(transfer_id=transfer.pk, words="Back", by=worker, at=LATER)


def test_ranks_put_the_unsafe_first():
    ranks = [moving.RANKS[risk] for risk in ("HIGH", "MEDIUM", "STANDARD")]

    assert [moving.UNSAFE_NOW, *ranks] == [0, 1, 2, 3]
