"""Invented cases that one agency's action settled at their screening: no list, no meeting."""

from datetime import date, datetime, timedelta

from whitebeam.demonstration.marac_actions import act
from whitebeam.demonstration.marac_asking import reach_early
from whitebeam.demonstration.marac_hearing import follow, read_again
from whitebeam.demonstration.marac_rows import Desk, MaracRows, move
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac.models import Case, Pathway, ScreeningSettlement
from whitebeam.marac.models.states import State

# Few: most of what meets the criteria is heard.
LIKELY = 0.05
READ_AFTER = timedelta(days=20)


def is_settled_now(case: Case) -> bool:
    """Say whether this case is one of them; it depends on the case alone."""
    way = Pathway.objects.filter(kind=Pathway.Kind.TRIAGE_ONLY).first()
    if way is None or not Dice(0, f"screened:{case.pk}").chance(LIKELY):
        return False
    case.pathway = way
    return True


def settle_now(
    rows: MaracRows, desk: Desk, case: Case, *, at: datetime, today: date, is_old: bool
) -> None:
    """Let the coordinator accept and settle the case in one deed, with one agency's action."""
    dice = Dice(0, f"settled at screening:{case.pk}")
    reach_early(rows, desk, case, dice)
    reason = dice.pick(said.ONE_AGENCY)
    is_done = act(rows, desk, case, None, dice, at=at, is_old=is_old, most=1)
    made: ScreeningSettlement = rows.add(
        ScreeningSettlement, dice, case=case, reason=reason, decided_by=desk.coordinator,
        decided_at=at,
    )  # fmt: skip
    move(rows, desk, case, State.SETTLED_EARLY, at, dice, words=reason)
    if not is_done:
        move(rows, desk, case, State.ACTIONS_OPEN, at, dice)
    read_again(rows, desk, case, made, dice, at=at + READ_AFTER, is_old=is_old)
    follow(rows, desk, case, dice, at=at, today=today, is_old=is_old and is_done)
