"""The inventor's door: a stream of households, the same for a seed however many are asked for."""

from collections.abc import Iterator, Sequence
from datetime import date

from .dice import Bag, Dice
from .family import cast
from .history import blocks_of, flags_of, second_registrations, stories_of, warnings_of
from .patterns import PARTED, PATTERNS
from .scene import Scene
from .serial import met_in
from .stories import sender_for, sent_day
from .values import Household, Place


def invent(seed: int, people: int, areas: Sequence[Place], today: date) -> Iterator[Household]:
    """Yield invented households until they hold at least that many registrations of people.

    Each household depends on the seed and its own number alone, so a larger world begins with the
    smaller one, and nothing is kept in memory.
    """
    places = tuple(areas)
    by_weight = Bag([(place, place.weight) for place in places])
    made = index = 0
    while made < people:
        household = household_at(index, seed=seed, places=places, by_weight=by_weight, today=today)
        yield household
        made += len(household.people)
        index += 1


def household_at(
    index: int, *, seed: int, places: tuple[Place, ...], by_weight: Bag[Place], today: date
) -> Household:
    """Make the household of that number."""
    dice = Dice(seed, str(index))
    met = met_in(index, seed=seed, places=places, today=today)
    pattern = PARTED if met else dice.draw(PATTERNS)
    children = dice.pick(pattern.children)
    scene = Scene(
        index=index,
        place=dice.draw(by_weight),
        today=today,
        dice=dice,
        source=sender_for(has_children=children > 0, dice=dice),
        seen_on=sent_day(today, dice),
        children=children,
    )
    who = cast(scene, pattern, harmer=met.person if met else None)
    if met and met.is_new:
        scene.people.append(met.person)
    again = second_registrations(scene, who)
    told = stories_of(scene, pattern, who, again)
    return Household(
        index=index,
        id=dice.key(),
        pattern="serial" if met else pattern.key,
        address=scene.address,
        people=tuple(scene.people),
        guests=(met.person,) if met and not met.is_new else (),
        residents=tuple(scene.residents),
        links=tuple(scene.links),
        involvements=tuple(scene.involvements),
        stories=told,
        blocks=blocks_of(scene, who),
        flags=flags_of(scene, who, told),
        warnings=warnings_of(scene, who),
        turn=index,
        hides_home=not who.lives_together and dice.chance(0.3),
    )
