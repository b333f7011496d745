"""Invented cases that go to another MARAC: what was sent with them, and that it was received."""

from datetime import datetime, timedelta

from whitebeam.demonstration.marac_rows import Desk, MaracRows, move
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import Case, CasePerson, Disclosure, Package, PackageItem, Transfer
from whitebeam.marac.models.states import State
from whitebeam.marac.rules.packing import Packed, Sent, without_places, written
from whitebeam.marac.services.packing import ANOTHER_MARAC, NECESSITY, PROPORTIONALITY, WITHHELD
from whitebeam.risk.models import Happening

DAY = timedelta(days=1)
ELSEWHERE = "A MARAC outside the area"


def moves_away(rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime) -> None:
    """Send a case to a MARAC outside the area, which says on the next day that it has it."""
    sent = send(rows, desk, case, dice, at=at)
    sent.received_at, sent.received_by_name = at + DAY, "Its coordinator"
    sent.confirmed_by = desk.coordinator
    move(rows, desk, case, State.TRANSFERRED, at + DAY, dice)


def send(rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime) -> Transfer:
    """Send a case with its referral, her address withheld."""
    reason = rows.tells(case, said.TRANSFERS, dice)
    sent: Transfer = rows.add(
        Transfer, dice, case=case, direction="OUT", other_marac=ELSEWHERE, reason=reason,
        move="PERMANENT", documents=["REFERRAL"], sent_at=at, sent_by=desk.coordinator,
        our_idva=desk.adviser.name, due_at=at + 2 * DAY,
    )  # fmt: skip
    _pack(rows, desk, case, sent, dice)
    move(rows, desk, case, State.TRANSFER_SENT, at, dice, words=reason)
    _risk_is_due(rows, desk, case, at=at)
    return sent


def _risk_is_due(rows: MaracRows, desk: Desk, case: Case, *, at: datetime) -> None:
    """Let the agency whose assessment the case keeps assess her again after the move."""
    if case.assessment is not None:
        rows.add(
            Happening, Dice(0, f"moved:{case.reference}"), person_id=case.assessment.victim_id,
            agency_id=case.assessment.agency_id, cause=Happening.Cause.MOVE,
            happened_on=at.astimezone(LONDON).date(), by=desk.coordinator, at=at,
        )  # fmt: skip


def _pack(rows: MaracRows, desk: Desk, case: Case, sent: Transfer, dice: Dice) -> None:
    package = rows.add(
        Package, dice, case=case, transfer=sent, reference=case.reference,
        from_marac=desk.panel.name, parts=["REFERRAL"], is_address_withheld=True,
        sent_at=sent.sent_at, sent_by=desk.coordinator,
    )  # fmt: skip
    item = rows.add(
        PackageItem, dice, case=case, package=package, part="REFERRAL", position=0,
        controller=case.referring_agency, content=written(_referral(rows, case)),
    )  # fmt: skip
    rows.add(
        Disclosure, dice, case=case, about_label=PackageItem._meta.label, about_id=item.pk,
        controller=case.referring_agency, basis="PUBLIC_TASK",
        necessity=f"{NECESSITY} {sent.reason}", proportionality=PROPORTIONALITY + WITHHELD,
        decided_by=desk.coordinator, decided_at=sent.sent_at, to_marac=ANOTHER_MARAC,
    )  # fmt: skip


def _referral(rows: MaracRows, case: Case) -> Packed:
    people = [
        Sent(one.part, one.relationship, str(one.name), {}, str(one.person_id or ""))
        for one in rows.of_case(CasePerson, case)
    ]
    packed = Packed(
        part="REFERRAL", controller=case.referring_agency.name, title="The referral",
        lines=(case.get_told_display(), case.get_consent_display()), people=tuple(people),
        account={"background": str(case.background)},
    )  # fmt: skip
    return without_places(packed, places=())
