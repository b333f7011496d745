"""Invented cases at MARAC: heard or settled early, and what follows."""

from datetime import date, datetime, timedelta

from whitebeam.demonstration.marac_actions import act
from whitebeam.demonstration.marac_ledger import say
from whitebeam.demonstration.marac_minutes import declare, sign
from whitebeam.demonstration.marac_rows import Desk, MaracRows, move
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.working_time import days_later
from whitebeam.marac import models
from whitebeam.marac.models import Case, EarlySettlement, ScreeningSettlement
from whitebeam.marac.models.states import State
from whitebeam.marac.rules.audit_sample import is_sampled
from whitebeam.marac.rules.minuting import Header

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)
MINUTES_SAVED, SAMPLE_PERCENT = 12, 20
CLOSED_AFTER = 40
Audit = EarlySettlement.Audit


def hear(
    rows: MaracRows, desk: Desk, case: Case, item: models.AgendaItem, dice: Dice, *, at: datetime,
    today: date, header: Header, is_old: bool,
) -> None:  # fmt: skip
    """Let the meeting hear the case, and what follows: told, acted on, flagged, signed, closed."""
    if case.state != State.RESEARCH_CLOSED:
        move(rows, desk, case, State.RESEARCH_CLOSED, item.meeting.research_due_at, dice)
    is_ready = True
    if dice.chance(0.3):
        before = item.meeting.research_due_at
        is_ready = act(rows, desk, case, None, dice, at=before, is_old=True, most=1)
    if dice.chance(0.03):
        declare(rows, desk, case, item.meeting, dice, at=at)
    ended = at + timedelta(minutes=dice.number(7, 16))
    item.opened_at, item.closed_at, item.outcome = at, ended, "HEARD"
    item.summary = str(case.background)
    hub = desk.panel.coordinated_by
    there = [one.agency for one in desk.members if one.agency_id in desk.reps] or [hub]
    speaks, opinion = dice.pick(there), rows.tells(case, said.OPINIONS, dice)
    say(rows, desk, item, speaks, "RISK", opinion, dice, at=ended)
    words = rows.tells(case, said.DECISIONS, dice)
    say(rows, desk, item, hub, "DECISION", words, dice, at=ended)
    case.heard_at = ended
    move(rows, desk, case, State.HEARD, ended, dice)
    is_done = act(rows, desk, case, item.meeting, dice, at=ended, is_old=is_old)
    signed = item.meeting.signed_at or ended + DAY
    sign(rows, desk, item, header, dice, at=signed)
    move(rows, desk, case, State.ACTIONS_OPEN, signed, dice)
    follow(rows, desk, case, dice, at=ended, today=today, is_old=is_old and is_ready and is_done)


def settle(
    rows: MaracRows, desk: Desk, case: Case, item: models.AgendaItem, dice: Dice, at: datetime, *,
    today: date, is_old: bool,
) -> None:  # fmt: skip
    """Settle a case before its meeting: two agencies, her adviser, the coordinator."""
    one, other = (desk.members[0].agency, desk.members[1].agency)
    item.outcome, item.outcome_reason = "SETTLED", "Settled before the meeting"
    item.closed_at = at
    is_done = act(rows, desk, case, None, dice, at=at - 3 * DAY, is_old=True, most=2)
    made: EarlySettlement = rows.add(
        EarlySettlement, dice, case=case, reason=rows.tells(case, said.SETTLED, dice),
        proposed_by=desk.reps.get(one.pk, desk.coordinator), proposed_for=one, proposed_at=at - DAY,
        seconded_by=desk.reps.get(other.pk, desk.coordinator), seconded_for=other, seconded_at=at,
        idva=desk.adviser, idva_agreed_at=at, decided_at=at, decided_by=desk.coordinator,
        minutes_saved=MINUTES_SAVED,
    )  # fmt: skip
    move(rows, desk, case, State.SETTLED_EARLY, at, dice)
    if not is_done:
        move(rows, desk, case, State.ACTIONS_OPEN, at, dice)
    read_again(rows, desk, case, made, dice, at=at + 20 * DAY, is_old=is_old)
    follow(rows, desk, case, dice, at=at, today=today, is_old=is_old and is_done)


def read_again(
    rows: MaracRows, desk: Desk, case: Case, made: EarlySettlement | ScreeningSettlement,
    dice: Dice, *, at: datetime, is_old: bool,
) -> None:  # fmt: skip
    """Let the chair read a settlement of the sample again; the newest still wait to be read."""
    if not is_sampled(case.pk, percent=SAMPLE_PERCENT):
        return
    made.audit = Audit.SOUND if is_old else Audit.WAITING
    if is_old:
        made.audited_by, made.audited_at = desk.chair, at
        made.audit_words = rows.tells(case, said.AUDITED, dice)


def follow(
    rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime, today: date,
    is_old: bool,
) -> None:  # fmt: skip
    """Tell her, flag the files for a year, and close what is long ago and done."""
    after = min(days_later(at, 1), rows.now)
    listed = [one.listed_at for one in rows.of_case(models.AgendaItem, case)]
    counted = at if case.state == State.SETTLED_EARLY or not listed else listed[-1]
    flag(rows, desk, case, dice, at=counted, today=today)
    if is_old or dice.chance(0.7):
        tell(rows, desk, case, dice, at=after)
    if is_old:
        case.closed_at = days_later(at, CLOSED_AFTER)
        move(rows, desk, case, State.CLOSED, case.closed_at, dice)


def tell(rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime) -> None:
    """Let her adviser tell her what was decided and hear her again, or say why it is not safe."""
    is_safe = dice.chance(0.94)
    rows.add(
        models.Telling, dice, case=case, agency=desk.panel.advocated_by, by=desk.adviser, at=at,
        outcome="TOLD" if is_safe else "UNSAFE", how="CALL" if is_safe else "",
        reason=None if is_safe else rows.tells(case, said.NOT_SAFE_TO_TELL, dice),
        decided=rows.tells(case, said.DECISIONS, dice), once_key=dice.key(),
    )  # fmt: skip
    if is_safe and dice.chance(0.3):
        rows.add(
            models.Wish, dice, case=case, agency=desk.panel.advocated_by, by=desk.adviser, at=at,
            when="AFTER", words=rows.tells(case, said.AFTER_WISHES, dice), once_key=dice.key(),
        )  # fmt: skip


def flag(rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime, today: date) -> None:
    """Ask every member to flag its files for a year from its last listing, or from its settling.

    Most have confirmed, and taken it off.
    """
    until = (at + YEAR).date()
    is_over = until <= today
    for member in desk.members:
        by = desk.reps.get(member.agency_id)
        done = at + 2 * DAY if by and dice.chance(0.85) else None
        if done is not None and done > rows.now:
            done = None
        off = at + YEAR + 3 * DAY if by and is_over and dice.chance(0.9) else None
        if off is not None and off.date() > today:
            off = None
        rows.add(
            models.FlagRequest, dice, case=case, agency=member.agency, asked_at=at, until=until,
            flagged_at=done, flagged_by=by if done else None,
            removal_asked_at=at + YEAR if is_over else None, removed_at=off,
            removed_by=by if off else None,
        )  # fmt: skip
