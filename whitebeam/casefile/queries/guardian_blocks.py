"""What a guardian sees of conflict blocks: references and parts, never who the people are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty, Membership, SharingAgreement, Team
from whitebeam.people import policy as people
from whitebeam.people.models import Restriction
from whitebeam.referrals import policy as referrals
from whitebeam.referrals.models import CaseBlock, Part, Referral

type_of_block = CaseBlock | Restriction

WARNED = timedelta(days=90)
WHOM = ("user", "team__agency", "agency", "set_by", "lifted_by")


@dataclass(frozen=True, slots=True)
class HeldBlock:
    """A block in force, the parts it hides, and whether this guardian may agree to lift it."""

    block: type_of_block
    parts: tuple[Part, ...]
    may_agree: bool


def blocks_in_force(user: User) -> list[HeldBlock]:
    """Return the blocks that the guardian keeps, newest first; of the ones on herself, none."""
    cases = list(referrals.blocks_kept_by(user).filter(lifted_at=None).select_related(*WHOM))
    with_a_case = {_deed(block) for block in cases}
    restrictions = [
        each
        for each in people.restrictions_kept_by(user).filter(lifted_at=None).select_related(*WHOM)
        if _deed(each) not in with_a_case
    ]
    parts = _parts(user, cases, restrictions)
    blocks: list[type_of_block] = [*cases, *restrictions]
    elsewhere = _askers_elsewhere(user, blocks)
    held = [
        HeldBlock(block, _hidden_by(block, parts), block.lifted_by_id in elsewhere)
        for block in blocks
    ]
    return sorted(held, key=lambda each: each.block.set_at, reverse=True)


def guarded_referral(user: User, *, reference: str) -> Referral | None:
    """Return the referral of this reference, if the guardian guards it."""
    return referrals.guarded_by(user).filter(reference=reference).first()


def parts_of(referral: Referral) -> list[Part]:
    """Return the parts in a referral in the order in which they are spoken of."""
    return list(Part.objects.filter(referral=referral).order_by("kind", "position", "pk"))


def worker_with(email: str) -> User | None:
    """Return the worker of the partnership who signs in with this address."""
    working = Membership.objects.filter(user__email__iexact=email.strip()).select_related("user")
    membership = working.first()
    return membership.user if membership else None


def teams() -> QuerySet[Team]:
    """Return every team of the partnership that has not ended."""
    return (
        Team.objects.filter(ended_on=None).select_related("agency").order_by("agency__name", "name")
    )


def agencies() -> QuerySet[Agency]:
    """Return every agency of the partnership, by name."""
    return Agency.objects.exclude(kind=Agency.Kind.GUEST).order_by("name")


def agreements_to_review(user: User, *, on: date) -> list[SharingAgreement]:
    """Return the agreements whose review or end comes within 90 days, or has passed."""
    soon = on + WARNED
    due = partners.agreements_seen_by(user).filter(Q(review_on__lte=soon) | Q(ends_on__lte=soon))
    return list(due.order_by("ends_on", "name"))


def _deed(block: type_of_block) -> tuple[object, ...]:
    """Blocks set in one deed share who set them, when and against whom."""
    return block.set_by_id, block.set_at, block.user_id, block.team_id, block.agency_id


def _parts(
    user: User, cases: Iterable[CaseBlock], restrictions: Iterable[Restriction]
) -> list[Part]:
    about = Q(referral__in=[block.referral_id for block in cases]) | Q(
        person__in=[each.person_id for each in restrictions]
    )
    guarded = referrals.guarded_by(user).values("pk")
    found = Part.objects.filter(about, referral__in=guarded).select_related("referral")
    return list(found.order_by("kind", "position", "pk"))


def _hidden_by(block: type_of_block, parts: Iterable[Part]) -> tuple[Part, ...]:
    if isinstance(block, CaseBlock):
        return tuple(part for part in parts if part.referral_id == block.referral_id)
    return tuple(part for part in parts if part.person_id == block.person_id)


def _askers_elsewhere(user: User, blocks: Iterable[type_of_block]) -> set[UUID]:
    """Return those who asked for a lifting and work for no agency that this guardian guards."""
    askers = {block.lifted_by_id for block in blocks if block.lifted_by_id} - {user.pk}
    here = Membership.objects.filter(
        user__in=askers, agency__in=partners.agencies_where(user, Duty.GUARD_RECORDS)
    )
    return askers - set(here.values_list("user", flat=True))
