"""How invented risk goes over time: which items are answered how, again and again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from whitebeam.risk.rules.answers import Answer, Answered, SaidBy

from .dice import Bag, Dice
from .values import Part, Story
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


# What an agency was slow to ask, it asks more since it was talked about in training.
TRAINED = timedelta(days=300)
SELDOM_ASKED = (0.45, 0.12)


@dataclass(frozen=True, slots=True)
class Circle:
    """What the people and the agency do to the answers, whatever chance would say.

    `told` is yes at first, `always` stays yes, `never` cannot be; `seldom` is what the agency's
    workers leave out more than others do.
    """

    told: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    seldom: frozenset[str] = frozenset()


def circle_of(story: Story, *, seldom: Sequence[str] = ()) -> Circle:
    """Return what the people of a story do to the answers: no child, no dispute over a child."""
    facts = {
        "child_contact": bool(story.people(Part.CHILD)),
        "pregnancy": "PREGNANCY" in story.needs,
        "animals": bool(story.pets),
    }
    return Circle(
        told=frozenset(TOLD[kind] for kind in story.abuse if kind in TOLD),
        always=frozenset({"pregnancy"} if facts["pregnancy"] else ()),
        never=frozenset(code for code, is_so in facts.items() if not is_so),
        seldom=frozenset(seldom),
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
    circle: Circle,
    asking: Dice,
    first: datetime,
    until: datetime,
    threshold: int,
) -> Iterator[Taken]:
    """Return one to four assessments of one person, the first days after she was accepted.

    What is left out by habit falls to dice of its own, so that nothing else falls differently.
    """
    level, course = LIKELY.get(risk, 0.3), dice.draw(COURSES)
    leanings = {code: dice.roll() for code in items}
    at = worked(first, dice.number(60, 900))
    for number in range(dice.number(1, MOST)):
        if at >= until:
            return
        answers = {
            code: _answer(
                dice, is_yes=leanings[code] < level or (not number and code in circle.told)
            )
            for code in items
            if not dice.chance(0.06)
        }
        answers = _as_it_is(answers, circle, asking, is_trained=at > until - TRAINED)
        given = [one.answer for one in answers.values()]
        yes = given.count(Answer.YES)
        judged = dice.pick(REASONS) if risk == "HIGH" and yes < threshold and not number else ""
        yield Taken(at, answers, yes, given.count(Answer.DONT_KNOW), judged)
        at = worked(days_later(at, dice.number(*EVERY_DAYS)), dice.number(0, 300))
        level *= course


def signs_beside(dice: Dice, *, items: Sequence[str], circle: Circle) -> dict[str, Answered]:
    """Return the signs beside another tool's result: what was told is yes, some were not asked."""
    sure = circle.told | circle.always
    return {
        code: Answered(Answer.YES, SaidBy.RECORD) if code in sure else _answer(dice, is_yes=False)
        for code in items
        if code in sure or not dice.chance(0.3)
    }


def _as_it_is(
    answers: dict[str, Answered], circle: Circle, asking: Dice, *, is_trained: bool
) -> dict[str, Answered]:
    left_out = {code for code in sorted(circle.seldom) if asking.chance(SELDOM_ASKED[is_trained])}
    kept = {code: one for code, one in answers.items() if code not in left_out}
    for code, one in kept.items():
        if code in circle.always:
            kept[code] = Answered(Answer.YES)
        elif code in circle.never and one.answer is Answer.YES:
            kept[code] = Answered(Answer.NO)
    return kept


def _answer(dice: Dice, *, is_yes: bool) -> Answered:
    if dice.chance(0.09):
        return Answered(Answer.DONT_KNOW)
    return Answered(Answer.YES, dice.draw(SAID_BY)) if is_yes else Answered(Answer.NO)
