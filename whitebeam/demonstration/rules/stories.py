"""Referrals about a household over twelve months: who sends, what is said, what is asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from whitebeam.kernel.clocks import LONDON

from .dice import Bag, Dice
from .life_of_referral import steps_of
from .narratives import narrative, own_words
from .patterns import Pattern
from .phrases import NEEDS, PETS, WANTS
from .values import Party, Source, Story
from .working_time import moment_on

_SENDERS = Bag(
    (
        (Source.POLICE, 34),
        (Source.SCHOOL, 15),
        (Source.CHARITY, 15),
        (Source.CHILDREN, 12),
        (Source.HOSPITAL, 9),
        (Source.GP, 8),
        (Source.HOUSING, 7),
    )
)
_NO_CHILD = Bag(
    (
        (Source.POLICE, 40),
        (Source.CHARITY, 20),
        (Source.HOSPITAL, 14),
        (Source.GP, 14),
        (Source.HOUSING, 12),
    )
)
_INVOLVED = (
    Source.SCHOOL,
    Source.GP,
    Source.POLICE,
    Source.HOSPITAL,
    Source.HOUSING,
    Source.CHILDREN,
    Source.CHARITY,
)
_RISK = Bag((("STANDARD", 34), ("MEDIUM", 44), ("HIGH", 22)))
_HOME_SAFE = Bag((("YES", 38), ("NO", 32), ("NOT_SURE", 30)))
_BASIS = Bag((("CONSENT", 82), ("SAFEGUARDING", 12), ("VITAL_INTERESTS", 6)))
_WHY_WITHOUT = {
    "CONSENT": "",
    "SAFEGUARDING": "Asking would have warned the person causing harm; there is a child at home.",
    "VITAL_INTERESTS": "Could not be asked safely and there is risk of serious harm.",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What the story is about: the shape of the household and who plays which part this time."""

    pattern: Pattern
    area: str
    parties: tuple[Party, ...]
    sexes: tuple[str, str]
    relation: str
    has_children: bool = False


def present(today: date) -> datetime:
    """Give the moment up to which the invented world has been lived: early on the day."""
    return datetime.combine(today, time(8, 50), tzinfo=LONDON)


def sent_day(today: date, dice: Dice) -> date:
    """Draw the day a referral came: any in twelve months, the last days more thickly."""
    draw = dice.roll()
    if draw < 0.07:
        return today - timedelta(days=dice.number(0, 3))
    if draw < 0.17:
        return today - timedelta(days=dice.number(4, 25))
    return today - timedelta(days=dice.number(26, 364))


def sender_for(*, has_children: bool, dice: Dice) -> Source:
    """Draw which kind of agency sends."""
    return dice.draw(_SENDERS if has_children else _NO_CHILD)


def story(matter: Matter, *, source: Source, on: date, today: date, dice: Dice) -> Story:
    """Invent one referral sent on the day and what had become of it by today."""
    now = present(today)
    sent_at = min(moment_on(on, source, dice), now - timedelta(minutes=dice.number(5, 55)))
    risk = dice.draw(_RISK)
    steps, escalated = steps_of(sent_at=sent_at, risk=risk, source=source, now=now, dice=dice)
    abuse = _abuse(matter.pattern, dice)
    basis = dice.draw(_BASIS)
    return Story(
        id=dice.key(),
        source=source,
        area=matter.area,
        sent_at=sent_at,
        risk=risk,
        abuse=abuse,
        relationship=matter.relation,
        parties=matter.parties,
        narrative=narrative(
            source=source,
            abuse=abuse,
            relation=matter.relation,
            victim=matter.sexes[0],
            harmer=matter.sexes[1],
            dice=dice,
        ),
        own_words=own_words(dice),
        home_safe=dice.draw(_HOME_SAFE),
        wants=dice.some(WANTS, least=1, most=3),
        needs=dice.some(NEEDS, most=3),
        pets=dice.some(PETS, least=1, most=2) if dice.chance(0.3) else (),
        basis=basis,
        basis_reason=_WHY_WITHOUT[basis],
        is_aware=basis == "CONSENT",
        others=dice.some(_INVOLVED, most=3),
        steps=steps,
        escalated_at=escalated,
    )


def _abuse(pattern: Pattern, dice: Dice) -> tuple[str, ...]:
    chosen = dice.some(pattern.abuse, least=1, most=3)
    return chosen if pattern.abuse[0] in chosen or dice.chance(0.5) else (pattern.abuse[0], *chosen)
