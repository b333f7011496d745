"""How invented risk goes over time: which items are answered how, again and again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from whitebeam.risk.rules.answers import Answer, Answered, SaidBy

from .dice import Bag, Dice
from .working_time import days_later, worked

MOST = 4
EVERY_DAYS = (21, 60)
LIKELY = {"HIGH": 0.58, "MEDIUM": 0.38, "STANDARD": 0.2}
# Most people grow safer with help; some do not.
COURSES = Bag([(0.72, 60), (0.95, 25), (1.18, 15)])
SAID_BY = Bag([(SaidBy.PERSON, 80), (SaidBy.POLICE, 12), (SaidBy.RECORD, 8)])
# What follows from the kinds of abuse that the referral told of.
TOLD = {
    "STALKING": "stalking",
    "AFTER_SEPARATION": "separation",
    "CONTROLLING": "control_jealousy",
    "PHYSICAL": "injury",
    "SEXUAL": "sexual",
    "ECONOMIC": "money",
    "HONOUR_BASED": "other_threatening",
}
REASONS = (
    "She believes that he will kill her, and he has found her twice.",
    "Strangled last month; he is out of custody on Friday.",
    "Several relatives take part and the total does not show it.",
    "He has lost his job, his home and contact with the children in one week.",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """One assessment: when, how each item was answered, and the worker's judgement."""

    at: datetime
    answers: dict[str, Answered]
    yes: int
    dont_know: int
    judgement: str


def taken_over_time(
    dice: Dice,
    *,
    items: Sequence[str],
    risk: str,
    abuse: Sequence[str],
    first: datetime,
    until: datetime,
    threshold: int,
) -> Iterator[Taken]:
    """Return one to four assessments of one person, the first days after she was accepted."""
    sure = {TOLD[kind] for kind in abuse if kind in TOLD}
    level, course = LIKELY.get(risk, 0.3), dice.draw(COURSES)
    leanings = {code: dice.roll() for code in items}
    at = worked(first, dice.number(60, 900))
    for number in range(dice.number(1, MOST)):
        if at >= until:
            return
        answers = {
            code: _answer(dice, is_yes=leanings[code] < level or (not number and code in sure))
            for code in items
            if not dice.chance(0.06)
        }
        given = [one.answer for one in answers.values()]
        yes = given.count(Answer.YES)
        judged = dice.pick(REASONS) if risk == "HIGH" and yes < threshold and not number else ""
        yield Taken(at, answers, yes, given.count(Answer.DONT_KNOW), judged)
        at = worked(days_later(at, dice.number(*EVERY_DAYS)), dice.number(0, 300))
        level *= course


def signs_beside(dice: Dice, *, items: Sequence[str], abuse: Sequence[str]) -> dict[str, Answered]:
    """Return the signs beside another tool's result: what was told is yes, some were not asked."""
    sure = {TOLD[kind] for kind in abuse if kind in TOLD}
    return {
        code: Answered(Answer.YES, SaidBy.RECORD) if code in sure else _answer(dice, is_yes=False)
        for code in items
        if code in sure or not dice.chance(0.3)
    }


def _answer(dice: Dice, *, is_yes: bool) -> Answered:
    if dice.chance(0.09):
        return Answered(Answer.DONT_KNOW)
    return Answered(Answer.YES, dice.draw(SAID_BY)) if is_yes else Answered(Answer.NO)
