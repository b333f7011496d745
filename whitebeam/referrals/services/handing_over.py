"""Hand-over between workers, and transfer to another area, which closes only on receipt."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel import clocks
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.partners.queries import setting_in_force
from whitebeam.referrals import policy, telling
from whitebeam.referrals.events import Moved
from whitebeam.referrals.models import HandOverNote, QueueEntry, Referral, Transfer
from whitebeam.referrals.services import claiming, moving, who_harms_whom
from whitebeam.referrals.services.moving import Why

SENT_TWICE = timedelta(minutes=10)
RECEIPT_HOURS = "referral.transfer_receipt_hours"


@transaction.atomic
def hand_over(
    *, referral_id: UUID, text: str, to: User | None, by: User, at: datetime
) -> HandOverNote:
    """Leave a note for whoever works on this next, seen only inside the agency that holds it.

    :raises Refused: if nothing is written, or the referral is not held by the worker's agency
    """
    if not text.strip():
        raise Refused("Enter what the next worker needs to know")
    referral = policy.held_by(by).filter(pk=referral_id).first()
    stay = policy.stays_seen_by(by).filter(referral=referral_id).order_by("-entered_at").first()
    if referral is None or stay is None:
        raise Refused("This referral is not held by your agency")
    if said := _said_just_now(referral, text=text, to=to, by=by, at=at):
        return said
    note = HandOverNote(referral=referral, agency=stay.agency, text=text, by=by, to=to, at=at)
    note.save(force_insert=True)
    audit.record(verb=Moved.HANDED_OVER, subject=referral, to_user_id=to.pk if to else None)
    if to:
        telling.worker(to, referral, template="hand_over_note", at=at)
    return note


@transaction.atomic
def send_to_other_area(
    *, referral_id: UUID, area_name: str, service_name: str, words: str, by: User, at: datetime
) -> Transfer:
    """Send a referral to another area. It stays ours, clock running, until they say they have it.

    :raises Refused: if it no longer waits here, it is not said who receives it and why, or both
        people are said to be harmed by the other and nobody has looked at it
    """
    if not (area_name.strip() and service_name.strip() and words.strip()):
        raise Refused("Enter the area, the service that takes it on, and why")
    entry = claiming.waiting_entry(referral_id, by=by)
    referral = moving.locked(referral_id, among=policy.decidable_by(by))
    claiming.require_hold(entry, by=by, at=at)
    who_harms_whom.require_reviewed(referral)
    hours = float(setting_in_force(RECEIPT_HOURS, default=16))
    due_at = clocks.due(at, hours=hours, calendar=clocks.WORKING)
    transfer = Transfer.objects.create(
        referral=referral,
        to_area_name=area_name,
        to_service_name=service_name,
        sent_by=by,
        sent_at=at,
        due_at=due_at,
    )
    moving.leave(entry, how=QueueEntry.Left.TRANSFERRED, at=at)
    referral.next_due_at = due_at
    moving.step(
        referral,
        Referral.State.TRANSFER_SENT,
        verb=Moved.TRANSFER_SENT,
        why=Why(words=words),
        agency=entry.agency,
        by=by,
        at=at,
    )
    telling.sender(referral, template="referral_transfer_sent", at=at)
    return transfer


@transaction.atomic
def confirm_receipt(
    *, transfer_id: UUID, received_by: str, received_at: datetime, by: User, at: datetime
) -> Referral:
    """Record that the other area has the referral, and who said so; only this closes it here.

    :raises Refused: if it was received or cancelled already, nobody is named, or the time is wrong
    """
    if not received_by.strip():
        raise Refused("Enter who in the other area said they have it")
    transfer = _open_transfer(transfer_id, by=by)
    if not transfer.sent_at - timedelta(minutes=1) <= received_at <= at:
        raise Refused("Enter a time after it was sent and not in the future")
    transfer.received_by_name, transfer.received_at = received_by, received_at
    transfer.confirmed_by = by
    transfer.save(update_fields=["received_by_name", "received_at", "confirmed_by", "updated_at"])
    referral = moving.locked(transfer.referral_id, among=policy.held_by(by))
    referral.next_due_at = None
    moving.step(
        referral,
        Referral.State.TRANSFERRED,
        verb=Moved.TRANSFER_RECEIVED,
        why=Why(),
        agency=_agency(referral),
        by=by,
        at=at,
    )
    telling.sender(referral, template="referral_transferred", at=at)
    return referral


@transaction.atomic
def cancel_transfer(*, transfer_id: UUID, words: str, by: User, at: datetime) -> Referral:
    """Bring a referral back that the other area could not take; it waits again in its queue.

    :raises Refused: if it was received or cancelled already
    """
    transfer = _open_transfer(transfer_id, by=by)
    transfer.cancelled_at = at
    transfer.save(update_fields=["cancelled_at", "updated_at"])
    referral = moving.locked(transfer.referral_id, among=policy.held_by(by))
    last = referral.stays.select_related("queue__agency", "agreement").latest("entered_at")
    moving.step(
        referral,
        Referral.State.IN_TRIAGE,
        verb=Moved.TRANSFER_CANCELLED,
        why=Why(words=words),
        agency=last.agency,
        by=by,
        at=at,
    )
    moving.enter(referral, last.queue, agreement=last.agreement, by=by, at=at)
    return referral


def _said_just_now(
    referral: Referral, *, text: str, to: User | None, by: User, at: datetime
) -> HandOverNote | None:
    """Return the same note of the same worker, where a page was sent twice."""
    notes = HandOverNote.objects.filter(referral=referral, by=by, to=to, at__gt=at - SENT_TWICE)
    return next((note for note in notes if str(note.text) == text), None)


def _agency(referral: Referral) -> Agency:
    return referral.stays.select_related("agency").latest("entered_at").agency


def _open_transfer(transfer_id: UUID, *, by: User) -> Transfer:
    transfer = (
        Transfer.objects.select_for_update()
        .filter(
            pk=transfer_id,
            referral__in=policy.held_by(by),
            received_at=None,
            cancelled_at=None,
        )
        .first()
    )
    if transfer is None:
        raise Refused("This transfer is closed already")
    return transfer
