"""A conflict block on a referral and everyone in it: to the blocked it was never made."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.people.services.restricting import Whom, restrict
from whitebeam.referrals import policy
from whitebeam.referrals.events import Moved
from whitebeam.referrals.models import CaseBlock, Part


@transaction.atomic
def block_case(*, reference: str, whom: Whom, reason: str, by: User, at: datetime) -> CaseBlock:
    """Block a referral, and each person in it, against one worker, team or agency.

    Blocking the people as well closes every other door to the case.

    :raises Refused: if the user guards no such referral, nobody is named, or no reason is given
    """
    referral = policy.guarded_by(by).filter(reference=reference.strip().upper()).first()
    if referral is None:
        raise Refused("There is no referral with this reference among those you guard")
    for person_id in Part.objects.filter(referral=referral).values_list("person", flat=True):
        restrict(person_id=person_id, whom=whom, reason=reason, by=by, at=at)
    block = CaseBlock(
        referral_id=referral.pk, reason=reason, set_by=by, set_at=at, **whom.as_fields()
    )
    block.save(force_insert=True)
    kind, whom_id = whom.named()
    audit.record(verb=Moved.BLOCKED, subject=block, against=kind, against_id=whom_id)
    return block


@transaction.atomic
def ask_to_unblock(*, block_id: UUID, by: User) -> CaseBlock:
    """Ask that the block on a referral be lifted; a guardian of another agency must agree.

    :raises Refused: if it is lifted already, or not kept by this guardian
    """
    block = _kept(block_id, by=by)
    block.lifted_by = by
    block.save(update_fields=["lifted_by", "updated_at"])
    audit.record(verb=Moved.UNBLOCKED, subject=block, step="asked")
    return block


@transaction.atomic
def agree_to_unblock(*, block_id: UUID, by: User, at: datetime) -> CaseBlock:
    """Lift a block on a referral, as a second guardian.

    :raises Refused: if nobody asked, or the one who asked is this guardian
    """
    block = _kept(block_id, by=by)
    if block.lifted_by_id is None or block.lifted_by_id == by.pk:
        raise Refused("A guardian of another agency must ask first")
    block.lift_approved_by, block.lifted_at = by, at
    block.save(update_fields=["lift_approved_by", "lifted_at", "updated_at"])
    audit.record(verb=Moved.UNBLOCKED, subject=block, step="agreed")
    return block


def _kept(block_id: UUID, *, by: User) -> CaseBlock:
    kept = policy.blocks_kept_by(by).filter(lifted_at=None)
    block = kept.select_for_update(of=("self",)).filter(pk=block_id).first()
    if block is None:
        raise Refused("This block is lifted already")
    return block
