"""The households placed at the top, so that whoever is tried finds something to do today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from whitebeam.kernel.clocks import LONDON

from .dice import Dice
from .family import cast, parties_of
from .patterns import PARTED, Pattern
from .phrases import DECLINE_NOTES, RETURN_NOTES, WARNING_TEXTS
from .scene import Scene
from .stories import Matter, story
from .values import Block, Household, Mark, Person, Place, Source, Stage, Step, Story
from .working_time import moment_on

UNSENT = -10_000
_ATTEMPTS = 60
_WITH_CHILDREN = {Source.SCHOOL, Source.CHILDREN}
MINUTE, HOUR, DAY = 1, 60, 1440
TOGETHER = replace(PARTED, key="partner", relation="PARTNER", victim_ages=(27, 48))
APART = replace(PARTED, victim_ages=(27, 48))


@dataclass(frozen=True, slots=True)
class Act:
    """One household of the showcase: who sent it, how long ago, and what has happened since."""

    source: Source
    risk: str
    minutes_ago: int
    then: tuple[tuple[Stage, int, str, str], ...] = ()
    pattern: Pattern = TOGETHER
    turn: int = 0
    home_safe: str = "NOT_SURE"
    is_late: bool = False
    is_placed: bool = True
    is_reachable: bool = False
    is_blocked: bool = False
    is_marked: bool = False
    asks_match: bool = False


def _claimed(ago: int) -> tuple[Stage, int, str, str]:
    return Stage.CLAIMED, ago, "TRIAGE", ""


def _accepted(claimed: int, accepted: int) -> tuple[tuple[Stage, int, str, str], ...]:
    return _claimed(claimed), (Stage.ACCEPTED, accepted, "SUPPORT", "")


ACTS = (
    Act(Source.POLICE, "HIGH", 22 * MINUTE, home_safe="NO", pattern=APART, is_reachable=True),
    Act(Source.HOUSING, "MEDIUM", 5 * DAY, is_late=True, asks_match=True),
    Act(Source.SCHOOL, "MEDIUM", 55 * MINUTE),
    Act(Source.GP, "STANDARD", 2 * HOUR),
    Act(Source.CHARITY, "STANDARD", 3 * HOUR, pattern=APART, asks_match=True),
    Act(Source.HOSPITAL, "MEDIUM", 80 * MINUTE, (_claimed(9 * MINUTE),), turn=1),
    Act(
        Source.SCHOOL,
        "MEDIUM",
        2 * DAY,
        (_claimed(28 * HOUR), (Stage.RETURNED, 27 * HOUR, "TRIAGE", "SAFE_CONTACT")),
    ),
    Act(Source.SCHOOL, "HIGH", 3 * DAY, _accepted(50 * HOUR, 3 * HOUR), APART, is_reachable=True),
    Act(
        Source.POLICE,
        "HIGH",
        26 * HOUR,
        _accepted(24 * HOUR, 4 * HOUR),
        home_safe="NO",
        is_marked=True,
        is_reachable=True,
    ),
    Act(Source.GP, "MEDIUM", 4 * DAY, _accepted(3 * DAY, 22 * HOUR), is_blocked=True),
    Act(
        Source.SCHOOL,
        "STANDARD",
        12 * DAY,
        (_claimed(11 * DAY), (Stage.DECLINED, 11 * DAY, "TRIAGE", "DECLINED_BY_PERSON")),
    ),
    Act(
        Source.CHILDREN,
        "MEDIUM",
        7 * DAY,
        (_claimed(6 * DAY), (Stage.TRANSFER_SENT, 5 * DAY, "TRIAGE", "MOVED_AREA")),
        APART,
    ),
    Act(
        Source.SCHOOL,
        "STANDARD",
        20 * DAY,
        ((Stage.RECALLED, 20 * DAY - 30, "REFERRER", "SENT_TWICE"),),
    ),
    Act(Source.CHILDREN, "STANDARD", 4 * HOUR, is_placed=False),
)


def showcase(seed: int, homes: Sequence[Place], at: datetime) -> Iterator[Household]:
    """Yield the households of the showcase, one set for each of these areas."""
    for place_number, place in enumerate(homes):
        for number, act in enumerate(ACTS):
            index = -1 - number - 100 * place_number
            yield _fitting(act, index, place, seed, at)


def _fitting(act: Act, index: int, place: Place, seed: int, at: datetime) -> Household:
    """Invent until it fits: whoever was accepted has said how she can be reached, in most cases."""
    for attempt in range(_ATTEMPTS):
        home = _household(act, index, place, Dice(seed, f"showcase:{index}:{attempt}"), at)
        if not act.is_reachable or _may_be_called(home.people[0], at):
            break
    return home


def _may_be_called(person: Person, at: datetime) -> bool:
    return any(
        rule.channel == "CALL" and rule.expires is not None and rule.expires > at.date()
        for rule in person.safe
    )


def half_written(seed: int, place: Place, at: datetime) -> Household:
    """Make the household whose referral is still being written; it is not among the others."""
    return _household(ACTS[2], UNSENT, place, Dice(seed, f"draft:{place.code}"), at)


def _household(act: Act, index: int, place: Place, dice: Dice, at: datetime) -> Household:
    sent_at = _sent_at(act, at, dice)
    children = (
        dice.number(1, 3) if act.source in _WITH_CHILDREN else dice.pick(act.pattern.children)
    )
    scene = Scene(index, place, at.date(), dice, act.source, sent_at.date(), children)
    who = cast(scene, act.pattern)
    matter = Matter(
        act.pattern,
        place.code,
        parties_of(who),
        (who.victim.sex, who.harmers[0].sex),
        who.relation,
        has_children=bool(who.children),
    )
    told = story(matter, source=act.source, on=sent_at.date(), today=at.date(), dice=dice)
    known = (who.victim.id, *(person.id for person in who.harmers + who.children))
    block = Block(known, Source.PROVIDER, "RELATIVE", sent_at.date())
    return Household(
        index=index,
        id=dice.key(),
        pattern="showcase",
        address=scene.address,
        people=tuple(scene.people),
        guests=(),
        residents=tuple(scene.residents),
        links=tuple(scene.links),
        involvements=tuple(scene.involvements),
        stories=(_told(told, act, sent_at, at),),
        blocks=(block,) if act.is_blocked else (),
        flags=_flags(who.victim, sent_at) if act.is_marked else (),
        warnings=_warnings(who.victim, sent_at) if act.is_marked else (),
        turn=act.turn,
        asks_match=(who.victim.id,) if act.asks_match else (),
    )


def _flags(person: Person, at: datetime) -> tuple[Mark, ...]:
    ends = at.date() + timedelta(days=365)
    return (Mark(person.id, "HIGH_RISK", "", at.date(), ends, ends),)


def _warnings(person: Person, at: datetime) -> tuple[Mark, ...]:
    """A warning set half a year ago, about to be looked at again."""
    review = at.date() + timedelta(days=5)
    return (Mark(person.id, "WARNING", WARNING_TEXTS[1], at.date(), review),)


def _sent_at(act: Act, at: datetime, dice: Dice) -> datetime:
    """Give when it was sent: today as long ago as said, before today in that agency's hours."""
    sent_at = at - timedelta(minutes=act.minutes_ago)
    if act.minutes_ago <= DAY:
        return sent_at
    return moment_on(sent_at.astimezone(LONDON).date(), act.source, dice)


def _told(told: Story, act: Act, sent_at: datetime, at: datetime) -> Story:
    steps = [Step(Stage.RECEIVED, sent_at, "REFERRER")]
    if act.is_placed:
        steps.append(Step(Stage.IN_TRIAGE, sent_at, "PROCESS"))
    for stage, ago, by, reason in act.then:
        note = RETURN_NOTES.get(reason) or DECLINE_NOTES.get(reason, "")
        happened = max(at - timedelta(minutes=ago), steps[-1].at + timedelta(minutes=6))
        steps.append(Step(stage, happened, by, reason, note))
    return replace(
        told,
        sent_at=sent_at,
        risk=act.risk,
        home_safe=act.home_safe,
        needs=tuple(need for need in told.needs if need != "PREGNANCY"),
        steps=tuple(steps),
        escalated_at=at - timedelta(days=2) if act.is_late else None,
    )
