"""What triage decides: accept, decline, return, move to another queue."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty, SharingAgreement
from whitebeam.people import services as people
from whitebeam.people.models import Involvement
from whitebeam.referrals import policy, telling
from whitebeam.referrals.events import Moved
from whitebeam.referrals.models import Queue, QueueEntry, Reason, Referral
from whitebeam.referrals.services import claiming, moving, who_harms_whom
from whitebeam.referrals.services.moving import Why

NARRATIVE = "F6"
CANNOT_SUPPORT = "Choose a worker who supports people at this service"


@transaction.atomic
def accept(*, referral_id: UUID, worker: User, by: User, at: datetime) -> Referral:
    """Accept a referral for support by a named worker of the agency in whose queue it waits.

    :raises Refused: if it no longer waits here, a colleague holds it, the worker cannot take it, or
        both people are said to be harmed by the other and nobody has looked at it
    """
    entry, referral = _waiting(referral_id, by=by, at=at)
    who_harms_whom.require_reviewed(referral)
    if not may_support(worker, entry.agency):
        raise Refused(CANNOT_SUPPORT)
    moving.leave(entry, how=QueueEntry.Left.ACCEPTED, at=at)
    referral.accepted_by, referral.accepted_at, referral.next_due_at = worker, at, None
    _step(referral, Referral.State.ACCEPTED, Moved.ACCEPTED, Why(), entry, by=by, at=at)
    for part in referral.parts.select_related("person"):
        people.involve(
            part.person,
            agency=entry.agency,
            capacity=Involvement.Capacity.SUPPORT,
            purpose=Purpose.SUPPORT,
            agreement=entry.agreement,
            by=by,
            on=at.astimezone(LONDON).date(),
        )
    telling.sender(referral, template="referral_accepted", at=at)
    if worker != by:
        telling.worker(worker, referral, template="referral_assigned", at=at)
    return referral


@transaction.atomic
def decline(*, referral_id: UUID, reason: Reason, words: str, by: User, at: datetime) -> Referral:
    """Decline a referral with a reason of the list; the reason feeds unmet need.

    :raises Refused: if it no longer waits here, a colleague holds it, or no words are given
    """
    if not words.strip():
        raise Refused("Enter what the referrer should know and can do next")
    entry, referral = _waiting(referral_id, by=by, at=at)
    moving.leave(entry, how=QueueEntry.Left.DECLINED, at=at)
    referral.next_due_at = None
    why = Why(reason, words)
    _step(referral, Referral.State.DECLINED, Moved.DECLINED, why, entry, by=by, at=at)
    _end_triage(referral, entry, at=at)
    telling.sender(referral, template="referral_declined", at=at)
    return referral


@transaction.atomic
def return_for_information(
    *, referral_id: UUID, reason: Reason, words: str, by: User, at: datetime
) -> Referral:
    """Ask the sender for what is missing; the referral waits with the sender until answered.

    :raises Refused: if it no longer waits here, a colleague holds it, or nothing is asked
    """
    if not words.strip():
        raise Refused("Enter what you need to know")
    entry, referral = _waiting(referral_id, by=by, at=at)
    moving.leave(entry, how=QueueEntry.Left.RETURNED, at=at)
    referral.next_due_at = None
    why = Why(reason, words)
    _step(referral, Referral.State.RETURNED, Moved.RETURNED, why, entry, by=by, at=at)
    telling.sender(referral, template="referral_returned", at=at)
    return referral


@transaction.atomic
def move_to_queue(
    *, referral_id: UUID, queue: Queue, words: str, by: User, at: datetime
) -> Referral:
    """Send a waiting referral to another queue, with the reason; a new clock starts there.

    :raises Refused: if no agreement covers telling the other agency, or it no longer waits here
    """
    if not words.strip():
        raise Refused("Enter why this referral belongs in the other queue")
    entry, referral = _waiting(referral_id, by=by, at=at)
    if queue.pk == entry.queue_id:
        raise Refused("The referral is in this queue already")
    agreement = None
    if queue.agency_id != entry.agency_id:
        agreement = partners.agreements_covering(
            owner=entry.agency,
            receiver=queue.agency,
            category=NARRATIVE,
            purpose=Purpose.SUPPORT,
        ).first()
        if agreement is None:
            raise Refused("No sharing agreement in force covers sending this to that agency")
    moving.leave(entry, how=QueueEntry.Left.MOVED, at=at)
    moving.enter(referral, queue, agreement=agreement, by=by, at=at)
    _involve_triage(referral, queue, agreement=agreement, by=by, at=at)
    if queue.agency_id != entry.agency_id:
        _end_triage(referral, entry, at=at)
    moving.note(referral, verb=Moved.QUEUE_CHANGED, words=words, agency=entry.agency, by=by, at=at)
    telling.queue(queue, referral, template="referral_waiting", at=at)
    return referral


def may_support(worker: User, agency: Agency) -> bool:
    """Say whether this worker supports people at the agency now."""
    return partners.agencies_where(worker, Duty.SUPPORT_VICTIMS).filter(pk=agency.pk).exists()


def _waiting(referral_id: UUID, *, by: User, at: datetime) -> tuple[QueueEntry, Referral]:
    entry = claiming.waiting_entry(referral_id, by=by)
    referral = moving.locked(referral_id, among=policy.decidable_by(by))
    claiming.require_hold(entry, by=by, at=at)
    return entry, referral


def _step(
    referral: Referral,
    to: Referral.State,
    verb: Moved,
    why: Why,
    entry: QueueEntry,
    *,
    by: User,
    at: datetime,
) -> None:
    moving.step(referral, to, verb=verb, why=why, agency=entry.agency, by=by, at=at)


def _involve_triage(
    referral: Referral, queue: Queue, *, agreement: SharingAgreement | None, by: User, at: datetime
) -> None:
    for part in referral.parts.select_related("person"):
        people.involve(
            part.person,
            agency=queue.agency,
            capacity=Involvement.Capacity.TRIAGE,
            purpose=Purpose.SUPPORT,
            agreement=agreement,
            by=by,
            on=at.astimezone(LONDON).date(),
        )


def _end_triage(referral: Referral, entry: QueueEntry, *, at: datetime) -> None:
    people.end_involvement(
        [part.person_id for part in referral.parts.all()],
        agency=entry.agency,
        capacity=Involvement.Capacity.TRIAGE,
        at=at,
    )
