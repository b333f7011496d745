"""What invented agencies asked the controllers of shared facts, and what these answered."""

from datetime import datetime, timedelta

from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.working_time import worked
from whitebeam.marac.models import Disclosure, OriginatorQuestion, ResearchItem

OF_A_HUNDRED, ANSWERED = 4, 0.8
OFFICE_DAY = 8 * 60
LATELY = timedelta(days=400)


def ask_originators(rows: MaracRows, desk: Desk) -> None:
    """Let agencies ask about some of what was shared lately; most of it is answered in days."""
    for line in list(rows.rows[Disclosure]):
        if isinstance(line, Disclosure) and line.about_label == ResearchItem._meta.label:
            dice = Dice(0, f"originator:{line.pk}")
            if line.decided_at > rows.now - LATELY and dice.chance(OF_A_HUNDRED / 100):
                _ask(rows, desk, line, dice)


def _ask(rows: MaracRows, desk: Desk, line: Disclosure, dice: Dice) -> None:
    askers = [pk for pk in desk.reps if pk != line.controller_id]
    at = worked(line.decided_at, dice.number(60, OFFICE_DAY))
    if not askers or line.controller_id not in desk.reps or at > rows.now:
        return
    asker = dice.pick(askers)
    kind, asked, answer, words = dice.pick(said.ORIGINATORS)
    later = worked(at, dice.number(60, 3 * OFFICE_DAY))
    is_answered = later <= rows.now and dice.chance(ANSWERED)
    rows.add(
        OriginatorQuestion, dice, case=line.case, disclosure=line, about_label=line.about_label,
        controller_id=line.controller_id, kind=kind, words=asked, asked_by=desk.reps[asker],
        asked_for_id=asker, asked_at=at, once_key=dice.key(),
        **(_answer(desk, line, answer, words, later) if is_answered else {}),
    )  # fmt: skip


def _answer(
    desk: Desk, line: Disclosure, answer: str, words: str, at: datetime
) -> dict[str, object]:
    return {
        "answer": answer,
        "answer_words": words,
        "answered_by": desk.reps[line.controller_id],
        "answered_at": at,
    }
