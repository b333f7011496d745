"""Invented cases at MARAC: heard or settled early, and what follows."""

from datetime import datetime, timedelta

from whitebeam.demonstration.marac_rows import Desk, MaracRows, move
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac import models
from whitebeam.marac.models import Case
from whitebeam.marac.models.states import State

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTES_SAVED = 12
CLOSED_AFTER = 40


def hear(
    rows: MaracRows, desk: Desk, case: Case, item: models.AgendaItem, dice: Dice, *, at: datetime,
    is_old: bool,
) -> None:  # fmt: skip
    """Let the meeting hear the case, and what follows: told, flagged, closed if it is long ago."""
    move(rows, desk, case, State.RESEARCH_CLOSED, item.meeting.research_due_at, dice)
    ended = at + timedelta(minutes=dice.number(7, 16))
    item.opened_at, item.closed_at, item.outcome = at, ended, "HEARD"
    item.summary = dice.pick(said.BACKGROUNDS)
    for kind, words in (("RISK", said.OPINIONS), ("DECISION", said.DECISIONS)):
        rows.add(
            models.Entry, dice, item=item, case=case, meeting=item.meeting, kind=kind,
            text=dice.pick(words), by=desk.coordinator, agency=desk.panel.coordinated_by,
            at=ended, once_key=dice.key(),
        )  # fmt: skip
    case.heard_at = ended
    move(rows, desk, case, State.HEARD, ended, dice)
    move(rows, desk, case, State.ACTIONS_OPEN, ended + HOUR, dice)
    tell(rows, desk, case, dice, at=ended + DAY)
    flag(rows, desk, case, dice, at=ended + HOUR)
    if is_old:
        case.closed_at = ended + CLOSED_AFTER * DAY
        move(rows, desk, case, State.CLOSED, case.closed_at, dice)


def settle(
    rows: MaracRows, desk: Desk, case: Case, item: models.AgendaItem, dice: Dice, at: datetime
) -> None:
    """Settle a case before its meeting: two agencies, her adviser, the coordinator."""
    one, other = (desk.members[0].agency, desk.members[1].agency)
    item.outcome, item.outcome_reason = "SETTLED", "Nothing is left for a hearing"
    rows.add(
        models.EarlySettlement, dice, case=case, reason="Every action was done before the meeting",
        proposed_by=desk.reps.get(one.pk, desk.coordinator), proposed_for=one, proposed_at=at - DAY,
        seconded_by=desk.reps.get(other.pk, desk.coordinator), seconded_for=other, seconded_at=at,
        idva=desk.adviser, idva_agreed_at=at, decided_at=at, decided_by=desk.coordinator,
        minutes_saved=MINUTES_SAVED,
    )  # fmt: skip
    move(rows, desk, case, State.SETTLED_EARLY, at, dice)
    tell(rows, desk, case, dice, at=at + DAY)


def tell(rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime) -> None:
    """Let her adviser tell her what was decided."""
    rows.add(
        models.Telling, dice, case=case, agency=desk.panel.advocated_by, by=desk.adviser, at=at,
        outcome="TOLD", how="CALL", decided=dice.pick(said.DECISIONS), once_key=dice.key(),
    )  # fmt: skip


def flag(rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime) -> None:
    """Ask every member to flag its files for a year; most have confirmed."""
    for member in desk.members:
        by = desk.reps.get(member.agency_id)
        done = at + 2 * DAY if by and dice.chance(0.8) else None
        rows.add(
            models.FlagRequest, dice, case=case, agency=member.agency, asked_at=at,
            until=(at + 365 * DAY).date(), flagged_at=done, flagged_by=by if done else None,
        )  # fmt: skip
