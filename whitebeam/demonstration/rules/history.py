"""What agencies did about a household: referrals, second registrations, marks and blocks."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from .dice import Bag
from .family import Cast, parties_of
from .patterns import Pattern
from .persons import registered_again
from .phrases import WARNING_TEXTS
from .scene import Scene
from .stories import Matter, sender_for, story
from .values import Block, Mark, Part, Party, Person, Source, Story

_HOW_MANY = Bag(((0, 12), (1, 66), (2, 16), (3, 6)))
_BLOCKED = ("RELATIVE", "FRIEND_OF_HARMER", "NEIGHBOUR", "FORMER_PARTNER")
_SEEN_FROM_THERE = {"CHILD": "PARENT", "CARER": "OTHER_FAMILY"}
_OTHER_SOURCES = (Source.POLICE, Source.GP, Source.HOUSING, Source.HOSPITAL, Source.SCHOOL)


def second_registrations(scene: Scene, who: Cast) -> dict[UUID, Person]:
    """Register some of these people again, as another agency wrote them down."""
    found = {}
    for person in (who.victim, *who.harmers, *who.children):
        if person in scene.people and scene.dice.chance(0.06):
            source = scene.dice.pick(_OTHER_SOURCES)
            again = registered_again(person, source=source, at=scene.moment(), dice=scene.dice)
            scene.people.append(again)
            scene.known_to(again.id, source)
            found[person.id] = again
    return found


def stories_of(
    scene: Scene, pattern: Pattern, who: Cast, again: dict[UUID, Person]
) -> tuple[Story, ...]:
    """Tell what was referred about this household, oldest first."""
    dice = scene.dice
    many = dice.draw(_HOW_MANY)
    on = scene.seen_on
    told: list[Story] = []
    for turn in range(many):
        matter = _matter(scene, pattern, who, again if turn else {})
        source = (
            scene.source if not turn else sender_for(has_children=matter.has_children, dice=dice)
        )
        one = story(matter, source=source, on=on, today=scene.today, dice=dice)
        told.append(replace(one, repeat_of=told[0].id) if told else one)
        on += timedelta(days=dice.number(12, 170))
        if on > scene.today:
            break
    told.extend(_other_parts(scene, pattern, who, on))
    return tuple(told)


def _matter(scene: Scene, pattern: Pattern, who: Cast, again: dict[UUID, Person]) -> Matter:
    parties = parties_of(who)
    if again and scene.dice.chance(0.6):
        parties = tuple(_as_registered(party, again) for party in parties)
    sexes = (who.victim.sex, who.harmers[0].sex)
    area = scene.place.code
    return Matter(pattern, area, parties, sexes, who.relation, has_children=bool(who.children))


def _as_registered(party: Party, again: dict[UUID, Person]) -> Party:
    other = again.get(party.person)
    return replace(party, person=other.id) if other else party


def _other_parts(scene: Scene, pattern: Pattern, who: Cast, on: date) -> tuple[Story, ...]:
    """Tell, now and then, a later referral in which the same people play other parts."""
    if on > scene.today or not scene.dice.chance(0.12):
        return ()
    matter = _grown_up(scene, pattern, who) or _counter_allegation(scene, pattern, who)
    source = sender_for(has_children=False, dice=scene.dice)
    return (story(matter, source=source, on=on, today=scene.today, dice=scene.dice),)


def _grown_up(scene: Scene, pattern: Pattern, who: Cast) -> Matter | None:
    harmer = who.harmers[0]
    for child in who.children:
        if child.birth and (scene.today - child.birth.on).days > 16 * 365:
            parties = (
                Party(child.id, Part.VICTIM, lives_with_victim=True),
                Party(harmer.id, Part.PERPETRATOR, "PARENT", who.lives_together),
                Party(who.victim.id, Part.OTHER, "PARENT", lives_with_victim=True),
            )
            return Matter(pattern, scene.place.code, parties, (child.sex, harmer.sex), "PARENT")
    return None


def _counter_allegation(scene: Scene, pattern: Pattern, who: Cast) -> Matter:
    """The person causing harm is now named as harmed: a pattern that triage must look at twice."""
    harmer = who.harmers[0]
    relation = _SEEN_FROM_THERE.get(who.relation, who.relation)
    parties = (
        Party(harmer.id, Part.VICTIM, lives_with_victim=True),
        Party(who.victim.id, Part.PERPETRATOR, relation, who.lives_together),
    )
    return Matter(pattern, scene.place.code, parties, (harmer.sex, who.victim.sex), relation)


def blocks_of(scene: Scene, who: Cast) -> tuple[Block, ...]:
    """Say which worker knows the family and must not see it, seldom."""
    if not scene.dice.chance(0.012):
        return ()
    people = (who.victim.id, *(person.id for person in who.harmers + who.children))
    worker = scene.dice.pick((Source.PROVIDER, Source.POLICE, Source.SCHOOL, Source.HOUSING))
    return (Block(people, worker, scene.dice.pick(_BLOCKED), scene.seen_on),)


def flags_of(scene: Scene, who: Cast, told: tuple[Story, ...]) -> tuple[Mark, ...]:
    """Flag the people of repeat and high-risk referrals for twelve months."""
    if not any(one.risk == "HIGH" or one.repeat_of for one in told) or scene.dice.chance(0.4):
        return ()
    kind = "REPEAT" if any(one.repeat_of for one in told) else "HIGH_RISK"
    since = max(one.sent_at for one in told).date()
    review = since + timedelta(days=365)
    return tuple(
        Mark(person.id, kind, "", since, review, review) for person in (who.victim, *who.harmers)
    )


def warnings_of(scene: Scene, who: Cast) -> tuple[Mark, ...]:
    """Note a danger to workers, seldom, with a day on which it must be looked at again."""
    if not scene.dice.chance(0.04):
        return ()
    since = scene.seen_on
    review = since + timedelta(days=180)
    until = review if review < scene.today and scene.dice.chance(0.6) else None
    text = scene.dice.pick(WARNING_TEXTS)
    return (Mark(who.victim.id, "WARNING", text, since, review, until),)
