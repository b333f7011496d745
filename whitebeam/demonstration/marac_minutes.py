"""Invented meetings as they were: who came, who could not, who knew somebody, what was signed."""

from datetime import datetime, timedelta

from whitebeam.accounts.models import User
from whitebeam.actions.models import Action
from whitebeam.demonstration.marac_assessed import minuted
from whitebeam.demonstration.marac_ledger import keep_facts, of_account, told
from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac import models
from whitebeam.marac.models import Attendance, Case, Meeting
from whitebeam.marac.rules import minuting
from whitebeam.partners.models import Agency

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Role = Attendance.Role
# For whom, who, who may take her place, and as what.
Seat = tuple[Agency, User, User | None, Role]


def attend(rows: MaracRows, desk: Desk, meeting: Meeting, dice: Dice) -> minuting.Header:
    """Let those who sit on the panel come, a deputy come, or send apologies."""
    there, absent = [], []
    for agency, user, deputy, role in _seats(desk):
        comes = role in {Role.CHAIR, Role.COORDINATOR} or dice.chance(0.9)
        if not comes and deputy is not None and dice.chance(0.6):
            there.append(_row(rows, meeting, agency, deputy, Role.DEPUTY, dice, came=True))
        elif comes:
            there.append(_row(rows, meeting, agency, user, role, dice, came=True))
        elif dice.chance(0.7):
            absent.append(_row(rows, meeting, agency, user, role, dice, came=False))
    return _header(meeting, there, absent)


def apologise(
    rows: MaracRows, desk: Desk, coming: list[Meeting], dice: Dice, *, at: datetime
) -> None:
    """Let one representative say ahead of the next meeting that she cannot come."""
    sitting = [seat for seat in _seats(desk) if seat[3] == Role.REPRESENTATIVE]
    for meeting in coming[: 1 if sitting else 0]:
        agency, user, _, role = dice.pick(sitting)
        rows.add(
            Attendance, dice, meeting=meeting, agency=agency, user=user, role=role,
            apologised_at=at - DAY, has_sent_information=True,
        )  # fmt: skip


def _seats(desk: Desk) -> list[Seat]:
    panel = desk.panel
    seats: list[Seat] = [
        (panel.coordinated_by, desk.coordinator, None, Role.COORDINATOR),
        (panel.chaired_by, desk.chair, None, Role.CHAIR),
    ]
    if panel.advocated_by is not None:
        seats.append((panel.advocated_by, desk.adviser, None, Role.IDVA))
    seats += [
        (one.agency, desk.reps[one.agency_id], desk.deputies.get(one.agency_id),
         Role.REPRESENTATIVE)
        for one in desk.members
        if one.agency_id in desk.reps
    ]  # fmt: skip
    # Somebody who sits for two agencies sits once.
    return list({seat[1].pk: seat for seat in reversed(seats)}.values())[::-1]


def _row(
    rows: MaracRows, meeting: Meeting, agency: Agency, user: User, role: Role, dice: Dice, *,
    came: bool,
) -> Attendance:  # fmt: skip
    late = dice.number(1, 25) * MINUTE if dice.chance(0.1) else 0 * MINUTE
    made: Attendance = rows.add(
        Attendance, dice, meeting=meeting, agency=agency, user=user, role=role,
        statement=meeting.statement if came else None,
        accepted_at=meeting.starts_at - 5 * MINUTE + late if came else None,
        joined_at=meeting.starts_at + late if came else None,
        left_at=meeting.ended_at if came else None,
        apologised_at=None if came else meeting.starts_at - DAY,
        has_sent_information=not came and dice.chance(0.8),
    )  # fmt: skip
    return made


def _header(meeting: Meeting, there: list[Attendance], absent: list[Attendance]) -> minuting.Header:
    began = meeting.starts_at.astimezone(LONDON)
    version = meeting.statement.version if meeting.statement else 0
    return minuting.Header(
        panel=meeting.panel.name,
        held=f"{began.day} {began:%B %Y}, {began:%H:%M}",
        place=meeting.place,
        chair=meeting.chair.name if meeting.chair else "",
        present=tuple(
            f"{row.user.name}, {row.agency.name} ({Role(row.role).label.lower()})" for row in there
        ),
        observers=(),
        apologies=tuple(
            f"{row.user.name}, {row.agency.name}: "
            + ("information sent" if row.has_sent_information else "no information sent")
            for row in absent
        ),
        statement=f"Confidentiality statement, version {version}, accepted by everybody present",
    )


def declare(
    rows: MaracRows, desk: Desk, case: Case, meeting: Meeting, dice: Dice, *, at: datetime
) -> None:
    """Let a deputy say that she knows somebody: from then the case was never made for her."""
    known = [one for one in desk.deputies.items() if not one[1].is_demonstration]
    if not known:
        return
    agency_id, user = dice.pick(sorted(known, key=lambda one: str(one[0])))
    agency = next(one.agency for one in desk.members if one.agency_id == agency_id)
    words = rows.tells(case, said.CONFLICTS, dice)
    rows.add(
        models.ConflictDeclaration, dice, case=case, meeting=meeting, user=user, agency=agency,
        at=at, words=words, representative=desk.reps[agency_id],
    )  # fmt: skip
    rows.add(
        models.CaseBlock, dice, case=case, user=user, reason=words, set_by=user, set_at=at
    )  # fmt: skip


def sign(
    rows: MaracRows, desk: Desk, item: models.AgendaItem, header: minuting.Header, dice: Dice, *,
    at: datetime,
) -> None:  # fmt: skip
    """Let the chair sign the minutes of a case; each agency has its copy."""
    case = item.case
    whole = minuting.Whole(
        header=header,
        reference=case.reference,
        summary=str(item.summary),
        said=tuple(told(rows, case, models.Entry)),
        shared=(*of_account(rows, case, minuted(case)), *told(rows, case, models.ResearchItem)),
        actions=tuple(_action(one.action) for one in rows.of_case(models.CaseAction, case)),
        conflicts=tuple(
            f"{one.user.name}, {one.agency.name}; {one.representative.name} took their place"
            for one in rows.of_case(models.ConflictDeclaration, case)
        ),
    )
    item.signed_at = at
    signed = rows.add(
        models.Minutes, dice, item=item, case=case, meeting=item.meeting,
        content=minuting.written(whole), signed_by=desk.chair, signed_at=at,
    )  # fmt: skip
    keep_facts(rows, desk, signed, item, whole, dice)
    for agency in _copied(desk, case):
        copy = minuting.copy_for(str(agency.pk), agency=agency.name, whole=whole)
        rows.add(
            models.MinutesCopy, dice, minutes=signed, case=case, meeting=item.meeting,
            agency=agency, content=minuting.written(copy),
        )  # fmt: skip


def _copied(desk: Desk, case: Case) -> list[Agency]:
    panel = desk.panel
    agencies = [one.agency for one in desk.members]
    agencies += [panel.coordinated_by, panel.chaired_by, case.referring_agency]
    agencies += [panel.advocated_by] if panel.advocated_by else []
    return list({agency.pk: agency for agency in agencies}.values())


def _action(action: Action) -> minuting.ActionLine:
    return minuting.ActionLine(
        reference=action.reference,
        agency_id=str(action.owner_agency_id),
        agency=action.owner_agency.name,
        owner=action.owner.name if action.owner else "Nobody yet",
        text=str(action.text),
        rationale=str(action.rationale or ""),
        due=f"{action.due_date.day} {action.due_date:%B %Y}",
        state=Action.State(action.state).label,
    )
