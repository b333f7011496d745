"""People who cause harm in one household after another.

Households come in runs of 120; in each run two such men are met in three households each. A run
depends on its own number alone, so any household can be made without the ones before it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from .dice import Dice
from .names import family_name, given_name, heritage_of
from .persons import Sketch, person_from, registered_again
from .places import address_in
from .values import Person, Place, Source
from .working_time import moment_on

RUN = 120


@dataclass(frozen=True, slots=True)
class Met:
    """The man met in this household, and whether this is a registration not made before."""

    person: Person
    is_new: bool


def met_in(index: int, *, seed: int, places: tuple[Place, ...], today: date) -> Met | None:
    """Give the man of a serial pattern who belongs in this household, if any does."""
    run, slot = divmod(index, RUN)
    for which in range(2):
        dice = Dice(seed, f"serial:{run}:{which}")
        slots = _slots(which, dice)
        if slot in slots:
            return _appearance(slots.index(slot), f"serial:{run}:{which}", places, today, dice)
    return None


def _slots(which: int, dice: Dice) -> tuple[int, int, int]:
    # The two men keep to even and to odd places, so that they never meet.
    low = dice.number(1, 5) * 2 + which
    middle = low + dice.number(2, 5) * 2
    return low, middle, middle + dice.number(2, 6) * 2


def _appearance(turn: int, truth: str, places: tuple[Place, ...], today: date, dice: Dice) -> Met:
    person = _man(truth, places, today, dice)
    is_misspelt = dice.chance(0.5)
    again_at = moment_on(today - timedelta(days=dice.number(5, 300)), Source.POLICE, dice)
    again = registered_again(person, source=Source.POLICE, at=again_at, dice=dice)
    if turn == 0:
        return Met(person, is_new=True)
    if turn == 2 and is_misspelt:
        return Met(again, is_new=True)
    return Met(person, is_new=False)


def _man(truth: str, places: tuple[Place, ...], today: date, dice: Dice) -> Person:
    heritage = heritage_of(dice)
    born = today - timedelta(days=dice.number(22 * 365, 50 * 365))
    place = dice.pick(places)
    seen = today - timedelta(days=dice.number(380, 1200))
    sketch = Sketch(
        truth=truth,
        sex="M",
        born=born,
        given=given_name(heritage, "M", born.year, dice),
        family=family_name(heritage, dice),
        heritage=heritage,
        address=address_in(place, since=seen, dice=dice),
        place=place,
        source=Source.POLICE,
        seen_at=moment_on(seen, Source.POLICE, dice),
    )
    return replace(person_from(sketch, today=today, dice=dice), safe=())
