"""A conflict block on a referral and everyone in it: to the blocked it was never made."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.people.models import Restriction
from whitebeam.people.services import restricting
from whitebeam.people.services.restricting import Whom
from whitebeam.referrals import policy
from whitebeam.referrals.events import Moved
from whitebeam.referrals.models import CaseBlock, Part, Referral

NOT_GUARDED = "There is no such referral among those you guard"


@transaction.atomic
def block_case(*, referral_id: UUID, whom: Whom, reason: str, by: User, at: datetime) -> CaseBlock:
    """Block a referral, and each person in it, against one worker, team or agency.

    Blocking the people as well closes every other door to the case.

    :raises Refused: if the user guards no such referral, nobody is named, or no reason is given
    """
    restricting.check(whom=whom, reason=reason, by=by)
    referral = _guarded(referral_id, by=by)
    # Read before anything is blocked: a guardian may be keeping herself out.
    people = list(Part.objects.filter(referral=referral).values_list("person", flat=True))
    block = CaseBlock(
        referral_id=referral.pk, reason=reason, set_by=by, set_at=at, **whom.as_fields()
    )
    block.save(force_insert=True)
    kind, whom_id = whom.named()
    audit.record(verb=Moved.BLOCKED, subject=block, against=kind, against_id=whom_id)
    restricting.restrict(person_ids=people, whom=whom, reason=reason, by=by, at=at)
    return block


@transaction.atomic
def block_one_person(
    *, part_id: UUID, referral_id: UUID, whom: Whom, reason: str, by: User, at: datetime
) -> Restriction:
    """Block the person who plays one part in a referral; the referral goes with her.

    :raises Refused: if the user guards no such referral, nobody is named, or no reason is given
    """
    part = Part.objects.filter(pk=part_id, referral=_guarded(referral_id, by=by)).first()
    if part is None:
        raise Refused(NOT_GUARDED)
    [restriction] = restricting.restrict(
        person_ids=[part.person_id], whom=whom, reason=reason, by=by, at=at
    )
    return restriction


@transaction.atomic
def ask_to_unblock(*, block_id: UUID, by: User) -> CaseBlock:
    """Ask that the block on a referral and its people be lifted, by a guardian of another agency.

    :raises Refused: if it is lifted already, or not kept by this guardian
    """
    block = _kept(block_id, by=by)
    for restriction in restrictions_set_with(block):
        restricting.ask_to_lift(restriction_id=restriction.pk, by=by)
    block.lifted_by = by
    block.save(update_fields=["lifted_by", "updated_at"])
    audit.record(verb=Moved.UNBLOCKED, subject=block, step="asked")
    return block


@transaction.atomic
def agree_to_unblock(*, block_id: UUID, by: User) -> CaseBlock:
    """Lift a block on a referral and its people, as a guardian of another agency.

    :raises Refused: if nobody asked, or the one who asked works for the same agency
    """
    block = _kept(block_id, by=by)
    restricting.check_second_guardian(asker=block.lifted_by, by=by)
    for restriction in restrictions_set_with(block):
        restricting.agree_to_lift(restriction_id=restriction.pk, by=by)
    with connection.cursor() as cursor:
        cursor.execute("select sec.lift_case_block(%s)", [block.pk])
    audit.record(verb=Moved.UNBLOCKED, subject=block, step="agreed")
    return block


def restrictions_set_with(block: CaseBlock) -> QuerySet[Restriction]:
    """Return the blocks on people that were set in one deed with this block, and still hold."""
    return Restriction.objects.filter(
        person__in=Part.objects.filter(referral=block.referral_id).values("person"),
        set_by=block.set_by_id,
        set_at=block.set_at,
        lifted_at=None,
        user=block.user_id,
        team=block.team_id,
        agency=block.agency_id,
    )


def _guarded(referral_id: UUID, *, by: User) -> Referral:
    referral = policy.guarded_by(by).filter(pk=referral_id).first()
    if referral is None:
        raise Refused(NOT_GUARDED)
    return referral


def _kept(block_id: UUID, *, by: User) -> CaseBlock:
    kept = policy.blocks_kept_by(by).filter(lifted_at=None)
    block = kept.select_for_update(of=("self",)).filter(pk=block_id).first()
    if block is None:
        raise Refused("This block is lifted already")
    return block
