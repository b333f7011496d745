"""The one invented meeting that sits while the world is made: whoever looks round walks into it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from whitebeam.demonstration.marac_actions import take_on
from whitebeam.demonstration.marac_ledger import say
from whitebeam.demonstration.marac_minutes import attend
from whitebeam.demonstration.marac_rows import Desk, MaracRows, move
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac import models
from whitebeam.marac.models import AgendaItem, Meeting, Statement
from whitebeam.marac.models.states import State

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
QUARTER = 15 * MINUTE
# It began so long ago that two cases are heard and the third is open.
BEGAN, FIRST_OPENED, A_CASE = 45 * MINUTE, 3 * MINUTE, 13 * MINUTE
HEARD = 2
ON_THE_LIST = 6
Kind = models.Entry.Kind


def sitting_now(desk: Desk, others: Sequence[Meeting], *, at: datetime) -> Meeting:
    """Return a meeting of this panel that began a while ago, at no other's time."""
    taken = {one.starts_at for one in others}
    began = at - BEGAN
    began -= timedelta(minutes=began.minute % 15, seconds=began.second)
    began = began.replace(microsecond=0)
    while began in taken:
        began -= QUARTER
    return Meeting(
        panel=desk.panel, starts_at=began, cut_off_at=began - 8 * DAY,
        research_due_at=began - 2 * DAY, minutes=desk.panel.pattern["minutes"],
        place=desk.panel.pattern.get("place", ""), coordinated_by=desk.panel.coordinated_by,
        called_by=desk.coordinator, chair=desk.chair,
        statement=Statement.objects.order_by("-version").first(),
        state=Meeting.State.RUNNING, began_at=began,
    )  # fmt: skip


def sit(rows: MaracRows, desk: Desk, meeting: Meeting, dice: Dice) -> None:
    """Let those who sit come in; the first cases are heard, one is open, the rest wait."""
    attend(rows, desk, meeting, dice)
    every: list[Any] = rows.rows[AgendaItem]
    listed = [one for one in every if one.meeting is meeting]
    # Children's cases come first, as on the list that the room shows.
    in_order = sorted(listed, key=lambda one: not one.has_children)
    for item in in_order:
        move(rows, desk, item.case, State.RESEARCH_CLOSED, meeting.research_due_at, dice)
    opened = meeting.starts_at + FIRST_OPENED
    heard = min(HEARD, len(in_order) - 1)
    for item in in_order[:heard]:
        _talk(rows, desk, item, dice, at=opened)
        _close(rows, desk, item, dice, at=opened + A_CASE - MINUTE)
        opened += A_CASE
    if in_order:
        _talk(rows, desk, in_order[heard], dice, at=rows.now - 6 * MINUTE)


def _talk(rows: MaracRows, desk: Desk, item: AgendaItem, dice: Dice, *, at: datetime) -> None:
    """Open a case and let three agencies say what they know; one takes something on."""
    item.opened_at = at
    there = [one.agency for one in desk.members if one.agency_id in desk.reps]
    chosen = dice.some(there, most=3, least=3)
    facts = said.FACTS.get(chosen[0].kind, said.OPINIONS)
    turns = (
        (Kind.NEW_INFORMATION, facts),
        (Kind.RISK, said.OPINIONS),
        (Kind.SAFETY, said.PROTECTIVE),
    )
    for minute, (agency, (kind, words)) in enumerate(zip(chosen, turns, strict=False), start=1):
        told = rows.tells(item.case, words, dice)
        say(rows, desk, item, agency, kind, told, dice, at=at + minute * MINUTE)
    take_on(rows, desk, item.case, chosen[0], item.meeting, dice, at=at + 4 * MINUTE)


def _close(rows: MaracRows, desk: Desk, item: AgendaItem, dice: Dice, *, at: datetime) -> None:
    agency, words = desk.panel.coordinated_by, rows.tells(item.case, said.DECISIONS, dice)
    say(rows, desk, item, agency, Kind.DECISION, words, dice, at=at)
    item.closed_at, item.outcome, item.case.heard_at = at, AgendaItem.Outcome.HEARD, at
    move(rows, desk, item.case, State.HEARD, at, dice)
