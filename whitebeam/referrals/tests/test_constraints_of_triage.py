"""What must never be of a referral on its way is refused by the database, each rule by its name."""

from datetime import timedelta

import pytest

from tests.constraints import constraint_broken_by
from tests.factories import UserFactory
from tests.referral_builders import NOON, a_sent_referral
from tests.roles import as_role
from whitebeam.referrals.models import CaseBlock, Claim, Escalation, QueueEntry, Transfer

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


class World:
    """A referral that waits in a queue."""

    def __init__(self):
        self.referral, self.user = a_sent_referral(), UserFactory()
        with as_role("wb_bulk"):
            self.entry = QueueEntry.objects.select_related("queue").get(referral=self.referral)

    def stay(self, **given):
        return QueueEntry(
            referral=self.referral,
            queue=self.entry.queue,
            agency_id=self.entry.agency_id,
            sender_id=self.entry.sender_id,
            rank=1,
            entered_at=NOON,
            due_at=NOON + HOUR,
            **given,
        )

    def claim(self, **given):
        return Claim(entry=self.entry, by=self.user, at=NOON, until=NOON + HOUR, **given)

    def escalation(self):
        return Escalation(entry=self.entry, step=1, at=NOON, to_duty="TRIAGE_REFERRALS")

    def transfer(self, **given):
        return Transfer(
            referral=self.referral,
            to_area_name="Elsewhere",
            to_service_name="Service",
            sent_by=self.user,
            sent_at=NOON,
            due_at=NOON + HOUR,
            **given,
        )

    def block(self, **given):
        return CaseBlock(
            referral=self.referral, reason="Kin", set_by=self.user, set_at=NOON, **given
        )


def twice(make):
    return lambda w: [make(w), make(w)]


BREAKS = {
    "queue_entry_says_how_it_ended": lambda w: [w.stay(left_at=NOON)],
    "queue_entry_ends_after_it_starts": lambda w: [w.stay(left_at=NOON - HOUR, left_how="MOVED")],
    "referral_waits_in_one_queue": lambda w: [w.stay()],
    "claim_is_held_by_one_worker": twice(World.claim),
    "claim_says_how_it_ended": lambda w: [w.claim(ended_at=NOON)],
    "escalation_step_is_taken_once": twice(World.escalation),
    "transfer_waits_once_per_referral": twice(World.transfer),
    "transfer_receipt_says_who": lambda w: [w.transfer(received_at=NOON)],
    "case_block_names_one_user_team_or_agency": lambda w: [w.block()],
    "case_block_is_lifted_by_two_people": lambda w: [
        w.block(user=UserFactory(), lifted_at=NOON, lifted_by=w.user, lift_approved_by=w.user)
    ],
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name):
    assert constraint_broken_by(BREAKS[name](World())) == name
