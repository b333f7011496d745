"""Giving several referrals to workers at once, and covering for a colleague who is away.

Every row stands alone: its rights are checked, and one that is refused leaves the others done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.referrals import policy, telling
from whitebeam.referrals.events import Moved
from whitebeam.referrals.models import Referral
from whitebeam.referrals.services import deciding, moving
from whitebeam.referrals.services.claiming import MOVED_ON


@dataclass(frozen=True, slots=True)
class Choice:
    """One referral and the worker who is to have it."""

    referral_id: UUID
    worker_id: UUID


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one choice; `refused` is the sentence why not, or nothing."""

    referral_id: UUID
    refused: str = ""


def share_out(choices: Iterable[Choice], *, by: User, at: datetime) -> list[Outcome]:
    """Accept each waiting referral for its worker; say of each whether that was done."""
    return _each(choices, _accept_for, by=by, at=at)


def cover(choices: Iterable[Choice], *, by: User, at: datetime) -> list[Outcome]:
    """Give each open case to its new worker; say of each whether that was done."""
    return _each(choices, _reassign_to, by=by, at=at)


@transaction.atomic
def reassign(*, referral_id: UUID, worker: User, by: User, at: datetime) -> Referral:
    """Give an accepted case to another worker of the same agency; both are told.

    :raises Refused: if it is not open here, she has it already, or cannot take it
    """
    referral = moving.locked(referral_id, among=policy.cases_shared_by(by))
    before = referral.accepted_by
    if before == worker:
        raise Refused("This worker has it already")
    if referral.held_by is None or not deciding.may_support(worker, referral.held_by):
        raise Refused(deciding.CANNOT_SUPPORT)
    referral.accepted_by = worker
    referral.version += 1
    referral.save(update_fields=moving.CHANGING)
    moving.note(referral, verb=Moved.REASSIGNED, words="", agency=referral.held_by, by=by, at=at)
    telling.worker(worker, referral, template="referral_assigned", at=at)
    if before is not None and before != by:
        telling.worker(before, referral, template="referral_covered", at=at)
    return referral


def _each(
    choices: Iterable[Choice], deed: Callable[..., None], *, by: User, at: datetime
) -> list[Outcome]:
    return [_outcome(choice, deed, by=by, at=at) for choice in choices]


def _outcome(choice: Choice, deed: Callable[..., None], *, by: User, at: datetime) -> Outcome:
    try:
        deed(choice, worker=_worker(choice), by=by, at=at)
    except Refused as refusal:
        return Outcome(choice.referral_id, str(refusal))
    return Outcome(choice.referral_id)


def _accept_for(choice: Choice, *, worker: User, by: User, at: datetime) -> None:
    if not policy.assignable_by(by).filter(referral=choice.referral_id).exists():
        raise Refused(MOVED_ON)
    deciding.accept(referral_id=choice.referral_id, worker=worker, by=by, at=at)


def _reassign_to(choice: Choice, *, worker: User, by: User, at: datetime) -> None:
    reassign(referral_id=choice.referral_id, worker=worker, by=by, at=at)


def _worker(choice: Choice) -> User:
    worker = User.objects.filter(pk=choice.worker_id, is_active=True).first()
    if worker is None:
        raise Refused(deciding.CANNOT_SUPPORT)
    return worker
