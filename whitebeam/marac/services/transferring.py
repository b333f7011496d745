"""A case sent to another MARAC, which closes only on receipt, or taken on from one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Happened
from whitebeam.marac.models import AgendaItem, Case, PackageItem, Panel, Transfer
from whitebeam.marac.models.states import MOVES, State
from whitebeam.marac.queries import settings
from whitebeam.marac.rules.months import months_after
from whitebeam.marac.services import flagging, listing, moving, packing
from whitebeam.marac.services.closing_checks import require_told
from whitebeam.partners.models import Duty

RECEIPT_DAYS = "marac.transfer_receipt_days"
THEIRS_TO_SAY = "It went to one of our panels: they say so themselves, by taking it on."


@dataclass(frozen=True, slots=True)
class Where:
    """To which MARAC a case goes, and what goes with it: the parts of a package."""

    other_marac: str
    other_coordinator: str
    reason: str
    move: str
    documents: tuple[str, ...]
    is_address_withheld: bool
    was_circulated: bool
    our_idva: str = ""
    their_idva: str = ""
    to_panel: Panel | None = None


@transaction.atomic
def send(*, case_id: UUID, where: Where, by: User, at: datetime) -> Transfer:
    """Send a case to another MARAC. It stays ours until they say that they have it.

    :raises Refused: if it cannot be sent on from where it stands, or it is not said where and why
    """
    if not where.other_marac.strip():
        raise Refused("Enter which MARAC it goes to")
    if not where.reason.strip():
        raise Refused("Enter why it goes to another MARAC")
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    _require_it_may_go(case, where.to_panel, parts=where.documents)
    _still_flagged(case, at=at)
    if where.is_address_withheld:
        packing.require_no_place(case, where.reason, there=where.other_marac, by=by)
    listing.take_off(case, outcome=AgendaItem.Outcome.WITHDRAWN, reason=where.reason)
    within = settings.clock(RECEIPT_DAYS, area=case.panel.area)
    transfer = Transfer.objects.create(
        case=case,
        direction=Transfer.Direction.OUT,
        other_marac=where.other_marac,
        to_panel=where.to_panel,
        other_coordinator=where.other_coordinator,
        reason=where.reason,
        move=where.move,
        was_heard=case.heard_at is not None,
        was_circulated=where.was_circulated,
        is_address_withheld=where.is_address_withheld,
        documents=list(where.documents),
        our_idva=where.our_idva,
        their_idva=where.their_idva,
        sent_at=at,
        sent_by=by,
        due_at=within.after(at),
    )
    packing.pack(transfer, parts=where.documents, by=by, at=at)
    _risk_is_due(case)
    _step(case, Case.State.TRANSFER_SENT, Happened.TRANSFER_SENT, by=by, at=at, words=where.reason)
    if where.to_panel is not None:
        there = where.to_panel.coordinated_by
        telling.duty(there, Duty.COORDINATE_MARAC, case, template="marac_transfer_arrives", at=at)
    return transfer


@transaction.atomic
def received(*, case_id: UUID, name: str, by: User, at: datetime) -> Case:
    """Record who at the other MARAC said that they have it; the case is theirs now.

    One of our own panels says it itself, by taking the case on: closed by its sender, no case would
    be made there and nobody would have it.

    :raises Refused: if no transfer waits, nobody is named, it went to a panel of ours or was
        declined, or it was decided and she was not told
    """
    if not name.strip():
        raise Refused("Enter who said that they have it")
    case, transfer = _waiting(case_id, by=by)
    if transfer.declined_at is not None:
        raise Refused(packing.DECLINED)
    if transfer.to_panel_id is not None:
        raise Refused(THEIRS_TO_SAY)
    require_told(case)
    transfer.received_at, transfer.received_by_name, transfer.confirmed_by = at, name, by
    transfer.save(update_fields=["received_at", "received_by_name", "confirmed_by", "updated_at"])
    _step(case, Case.State.TRANSFERRED, Happened.TRANSFER_RECEIVED, by=by, at=at)
    # They are flagged there now; until this moment ours stood.
    flagging.end_with(case, at=at)
    telling.referrer(case, template="marac_decided", at=at)
    return case


@transaction.atomic
def bring_back(*, case_id: UUID, words: str, by: User, at: datetime) -> Case:
    """Take a case back that the other MARAC has not received.

    :raises Refused: if no transfer waits, or no reason is given
    """
    if not words.strip():
        raise Refused("Enter why it comes back")
    case, transfer = _waiting(case_id, by=by)
    transfer.cancelled_at = at
    transfer.save(update_fields=["cancelled_at", "updated_at"])
    packing.close(transfer, at=at)
    _step(case, _where_it_stood(case), Happened.TRANSFER_CANCELLED, by=by, at=at, words=words)
    return case


@transaction.atomic
def adviser_handed_over(*, case_id: UUID, name: str, by: User, at: datetime) -> Transfer:
    """Record that her adviser has handed over to the adviser at the other MARAC.

    :raises Refused: if no transfer waits, or nobody is named
    """
    if not name.strip():
        raise Refused("Enter the name of the adviser there")
    _, transfer = _waiting(case_id, by=by)
    transfer.their_idva, transfer.handed_over_at = name, at
    transfer.save(update_fields=["their_idva", "handed_over_at", "updated_at"])
    audit.record(verb=Happened.ADVISERS_HANDED_OVER, subject=transfer)
    return transfer


@transaction.atomic
def mark_origin(*, case_id: UUID, where: Where, by: User, at: datetime) -> Transfer:
    """Record that a case came from another MARAC, so that the agenda says so.

    :raises Refused: if the user does not coordinate it, or it is not said from where
    """
    if not where.other_marac.strip():
        raise Refused("Enter which MARAC it came from")
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    transfer = Transfer.objects.create(
        case=case,
        direction=Transfer.Direction.IN,
        other_marac=where.other_marac,
        other_coordinator=where.other_coordinator,
        reason=where.reason or "Moved here",
        move=where.move,
        was_circulated=where.was_circulated,
        is_address_withheld=where.is_address_withheld,
        documents=list(where.documents),
        their_idva=where.their_idva,
        sent_at=at,
        sent_by=by,
        due_at=at,
        received_at=at,
        received_by_name=by.name,
        confirmed_by=by,
    )
    case.listings.filter(outcome="", is_aside=False).update(
        from_marac=where.other_marac, updated_at=at
    )
    _risk_is_due(case)
    moving.note(
        case, verb=Happened.TRANSFER_RECEIVED, agency=case.panel.coordinated_by, by=by, at=at
    )
    return transfer


def _risk_is_due(case: Case) -> None:
    """Let whoever works on the case and assessed her assess again: a move is a change of risk."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_moved(%s)", [case.pk])


def _require_it_may_go(case: Case, panel: Panel | None, *, parts: tuple[str, ...]) -> None:
    if panel is None:
        return
    if panel.pk == case.panel_id:
        raise Refused("This case is with that MARAC already. Choose another.")
    # They take it on in one press, and then nobody here tells her any more.
    require_told(case)
    if PackageItem.Part.REFERRAL not in parts:
        raise Refused("Let the referral go with it: they make their case from it")


def _still_flagged(case: Case, *, at: datetime) -> None:
    if case.state != Case.State.CLOSED or case.closed_at is None:
        return
    months = settings.value("marac.flag_months", area=case.panel.area)
    if at.date() > months_after(case.closed_at.date(), months):
        raise Refused("This case closed too long ago. Refer her to the other MARAC anew.")


def _where_it_stood(case: Case) -> State:
    """Return the state before it was sent; what was taken off a list waits to be listed."""
    sent = case.changes.filter(after=State.TRANSFER_SENT).order_by("-at", "-created_at").first()
    before = State(sent.before) if sent else State.ACCEPTED
    return before if before in MOVES[State.TRANSFER_SENT] else State.ACCEPTED


def _waiting(case_id: UUID, *, by: User) -> tuple[Case, Transfer]:
    among = policy.coordinated_by(by).filter(state=Case.State.TRANSFER_SENT)
    case = moving.locked(case_id, among=among)
    transfer = case.transfers.select_for_update().filter(received_at=None, cancelled_at=None).get()
    return case, transfer


def _step(case: Case, to: State, verb: str, *, by: User, at: datetime, words: str = "") -> None:
    moving.step(case, to, verb=verb, agency=case.panel.coordinated_by, by=by, at=at, words=words)
