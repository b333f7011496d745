"""A case that comes from another of our panels: taken on in one press, asked about, or declined.

The new case is made from what was sent, so that it holds no more than that: its people, grounds and
account. Whoever is kept from one of the two cases is kept from both, now and later. The old case is
theirs no more.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import (
    Case,
    CaseBlock,
    CaseIdentifier,
    CasePerson,
    Ground,
    PackageItem,
    Panel,
    StateChange,
    Transfer,
    TransferNote,
)
from whitebeam.marac.queries import packing, settings
from whitebeam.marac.rules.packing import Packed, read
from whitebeam.marac.services import ledger_of_referral, seating
from whitebeam.marac.services.seating import Capacity
from whitebeam.notices import services as notices
from whitebeam.referrals.rules.references import new_reference
from whitebeam.risk.rules.summary import read_summary

PREFIX = "WM"
GONE = "This case does not wait for you any more. Open the list again to see what happened."
NOT_SENT = "The referral did not come with it. Ask for it first."


@transaction.atomic
def take_on(transfer_id: UUID, *, by: User, at: datetime) -> Case:
    """Take a case on: a new one is made from what was sent, and waits for screening here.

    :raises Refused: if it does not wait for the user any more, or its referral was not sent
    """
    transfer = _waiting(transfer_id, by=by)
    panel = transfer.to_panel
    if panel is None:
        raise Refused(GONE)
    referral = _part_sent(transfer, PackageItem.Part.REFERRAL)
    if referral is None:
        raise Refused(NOT_SENT)
    risk = _part_sent(transfer, PackageItem.Part.RISK)
    case = _case(transfer, panel, referral, risk, by=by, at=at)
    for capacity in (Capacity.REFERRER, Capacity.COORDINATOR):
        seating.seat(case, panel.coordinated_by, capacity=capacity, by=by, at=at)
    _write_people(case, referral)
    _write_grounds(case, referral, by=by)
    assessed = read_summary(case.assessed)
    assessed_by = assessed.agency if assessed else ""
    ledger_of_referral.keep(case, assessed_by=assessed_by, by=by, at=at)
    CaseBlock.objects.bulk_create(
        CaseBlock(
            case=case, set_by=by, set_at=at, reason=str(one.reason),
            user_id=one.user_id, team_id=one.team_id, agency_id=one.agency_id,
        )
        for one in packing.blocks_arriving(transfer)
    )  # fmt: skip
    _mark_origin(case, transfer, by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute(
            "select sec.marac_take_on(%s, %s, %s, %s)", [transfer.pk, case.pk, by.name, at]
        )
    audit.record(
        verb=Happened.TAKEN_ON, subject=case, classes=(Class.F2, Class.F6), transfer=transfer.pk
    )
    _tell_sender(transfer, at=at)
    return case


@transaction.atomic
def ask(transfer_id: UUID, *, words: str, by: User, at: datetime) -> TransferNote:
    """Ask the coordinator who sent it for what is missing.

    :raises Refused: if it does not wait for the user any more, or nothing is asked
    """
    if not words.strip():
        raise Refused("Enter what is missing")
    transfer = _waiting(transfer_id, by=by)
    note = _note(transfer, words, by=by, at=at)
    _tell_sender(transfer, at=at)
    return note


@transaction.atomic
def decline(transfer_id: UUID, *, words: str, by: User, at: datetime) -> Transfer:
    """Say that the case is not theirs, and why; whoever sent it brings it back.

    :raises Refused: if it does not wait for the user any more, or no reason is given
    """
    if not words.strip():
        raise Refused("Enter why it is not yours")
    transfer = _waiting(transfer_id, by=by)
    transfer.declined_at, transfer.declined_by, transfer.declined_why = at, by, words.strip()
    transfer.save(update_fields=["declined_at", "declined_by", "declined_why", "updated_at"])
    audit.record(verb=Happened.TRANSFER_DECLINED, subject=transfer)
    _tell_sender(transfer, at=at)
    return transfer


@transaction.atomic
def answer(*, case_id: UUID, words: str, by: User, at: datetime) -> TransferNote:
    """Answer the coordinator there, for whoever sent the case.

    :raises Refused: if it was not sent to one of our panels, or nothing is said
    """
    if not words.strip():
        raise Refused("Enter your answer")
    case = policy.coordinated_by(by).filter(pk=case_id).first()
    transfer = packing.latest_transfer(case) if case else None
    if transfer is None or transfer.to_panel_id is None:
        raise Refused("This case was not sent to one of our panels")
    return _note(transfer, words, by=by, at=at)


def _waiting(transfer_id: UUID, *, by: User) -> Transfer:
    transfer = packing.arriving_transfer(by, transfer_id)
    if transfer is None:
        raise Refused(GONE)
    return transfer


def _part_sent(transfer: Transfer, part: PackageItem.Part) -> Packed | None:
    """Return a part as it was sent last, if it was sent."""
    items = PackageItem.objects.filter(package__transfer=transfer, part=part)
    sent = items.order_by("-package__number").first()
    return read(str(sent.content)) if sent else None


def _case(
    transfer: Transfer,
    panel: Panel,
    referral: Packed,
    risk: Packed | None,
    *,
    by: User,
    at: datetime,
) -> Case:
    account, area = referral.account, panel.area
    heard = f"Heard at {_origin(transfer)}" if transfer.was_heard else ""
    consent = account.get("consent", Case.Consent.NOT_ASKED)
    case = Case(
        reference=new_reference(PREFIX),
        panel=panel,
        referring_agency=panel.coordinated_by,
        referred_by=by,
        referred_at=at,
        told=account.get("told", Case.Told.NOT_YET),
        consent=consent,
        without_consent_why=account.get("without_consent_why") or str(transfer.reason),
        residence=account.get("residence"),
        background=account.get("background", ""),
        fears=account.get("fears"),
        talking=account.get("talking"),
        heard_before="\n".join(filter(None, (account.get("heard_before"), heard))) or None,
        # The signed assessment stays where it is: what was taken of it goes on, with its alerts.
        assessed=(risk.assessed if risk else "") or None,
        prompts=(risk.prompts if risk else "") or None,
        criteria=settings.criteria(area=area),
        screen_due_at=settings.screen_due(at=at, area=area),
        idva_agency=panel.advocated_by,
        once_key=uuid4(),
    )
    case.save(force_insert=True)
    StateChange.objects.create(
        case=case, after=Case.State.RECEIVED, by=by, agency=panel.coordinated_by, at=at
    )
    return case


def _write_people(case: Case, referral: Packed) -> None:
    for position, one in enumerate(referral.people):
        person = CasePerson.objects.create(
            case=case,
            person_id=one.person or None,
            part=one.part,
            position=position,
            relationship=one.relationship,
            name=one.name,
        )
        CaseIdentifier.objects.bulk_create(
            CaseIdentifier(case=case, about=person, kind=kind, text=text)
            for kind, text in one.identifiers.items()
        )


def _write_grounds(case: Case, referral: Packed, *, by: User) -> None:
    Ground.objects.bulk_create(
        Ground(case=case, kind=kind, evidence=evidence or None, said_by=by)
        for kind, evidence in referral.grounds.items()
    )


def _mark_origin(case: Case, transfer: Transfer, *, by: User, at: datetime) -> None:
    Transfer.objects.create(
        case=case,
        direction=Transfer.Direction.IN,
        other_marac=_origin(transfer),
        reason=transfer.reason,
        move=transfer.move,
        was_heard=transfer.was_heard,
        was_circulated=transfer.was_circulated,
        is_address_withheld=transfer.is_address_withheld,
        documents=transfer.documents,
        our_idva=transfer.their_idva,
        their_idva=transfer.our_idva,
        sent_at=transfer.sent_at,
        sent_by=by,
        due_at=transfer.due_at,
        received_at=at,
        received_by_name=by.name,
        confirmed_by=by,
    )


def _origin(transfer: Transfer) -> str:
    """Return the panel that sent it, as its package says."""
    return transfer.packages.order_by("number").values_list("from_marac", flat=True)[0]


def _note(transfer: Transfer, words: str, *, by: User, at: datetime) -> TransferNote:
    agencies = policy.agencies_as(by, Capacity.COORDINATOR).order_by("name")
    note = TransferNote.objects.create(
        case_id=transfer.case_id,
        transfer=transfer,
        agency=agencies[0],
        by=by,
        at=at,
        words=words.strip(),
    )
    audit.record(verb=Happened.TRANSFER_ASKED, subject=transfer)
    return note


def _tell_sender(transfer: Transfer, *, at: datetime) -> None:
    """Tell whoever sent it; the notice names the move, since the case is not read here."""
    notices.tell(transfer.sent_by, template="marac_transfer_answered", about=transfer, at=at)
