"""Peopling a household to a pattern: the person harmed, the person causing harm, children, kin."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from .names import family_name
from .patterns import Pattern
from .scene import Scene
from .values import Part, Party, Person, Source


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who in the household."""

    victim: Person
    harmers: tuple[Person, ...]
    children: tuple[Person, ...]
    kin: tuple[Person, ...]
    relation: str
    lives_together: bool


def cast(scene: Scene, pattern: Pattern, *, harmer: Person | None = None) -> Cast:
    """People the scene; a `harmer` who is already recorded elsewhere takes that part."""
    age = scene.dice.number(*pattern.victim_ages)
    victim = _victim(scene, pattern, age)
    harmers = (harmer,) if harmer else _harmers(scene, pattern, age)
    for person in harmers:
        scene.tie(person.id, victim.id, pattern.relation, ended=pattern.relation == "EX_PARTNER")
        scene.known_to(person.id, Source.POLICE)
    children = _children(scene, pattern, age, victim, harmers[0])
    return Cast(
        victim,
        harmers,
        children,
        _kin(scene, victim, age),
        pattern.relation,
        pattern.is_together,
    )


def parties_of(who: Cast) -> tuple[Party, ...]:
    """Give everyone their part in a referral about this household."""
    together = who.lives_together
    return (
        Party(who.victim.id, Part.VICTIM, lives_with_victim=True),
        *(Party(person.id, Part.PERPETRATOR, who.relation, together) for person in who.harmers),
        *(Party(person.id, Part.CHILD, "CHILD", lives_with_victim=True) for person in who.children),
    )


def _victim(scene: Scene, pattern: Pattern, age: int) -> Person:
    dice = scene.dice
    is_married = pattern.victim == "F" and age > 25 and dice.chance(0.35)
    married = family_name(scene.heritage, dice) if is_married else ""
    sketch = scene.sketch(sex=pattern.victim, born=scene.born(age), at_home=True, married=married)
    return scene.admit(replace(sketch, couple=_couple(pattern)), at_home=True)


def _harmers(scene: Scene, pattern: Pattern, age: int) -> tuple[Person, ...]:
    many = 2 if pattern.key == "honour" and scene.dice.chance(0.6) else 1
    return tuple(_harmer(scene, pattern, age) for _ in range(many))


def _harmer(scene: Scene, pattern: Pattern, age: int) -> Person:
    dice = scene.dice
    years = max(age + dice.number(*pattern.harmer_ages), 13 if pattern.is_family else 17)
    sex = pattern.harmer
    if pattern.relation in {"CHILD", "CARER"} and dice.chance(0.25):
        sex = "F"
    sketch = scene.sketch(sex=sex, born=scene.born(years), at_home=pattern.is_together)
    if not pattern.is_family and dice.chance(0.7):
        sketch = replace(sketch, family=family_name(scene.heritage, dice))
    sketch = replace(sketch, couple=_couple(pattern), is_reached=False)
    return scene.admit(sketch, at_home=pattern.is_together)


def _children(
    scene: Scene, pattern: Pattern, age: int, victim: Person, harmer: Person
) -> tuple[Person, ...]:
    oldest = min(age - 17, 17)
    if oldest < 0:
        return ()
    children = []
    for _ in range(scene.children):
        born = scene.born(scene.dice.number(0, oldest))
        if born > scene.seen_on:
            continue
        children.append(_child(scene, born, victim, harmer, pattern))
    _tie_siblings(scene, children)
    return tuple(children)


def _child(scene: Scene, born: date, victim: Person, harmer: Person, pattern: Pattern) -> Person:
    dice = scene.dice
    sketch = scene.sketch(sex="F" if dice.chance(0.49) else "M", born=born, at_home=True)
    may_be_theirs = not pattern.is_family and _old_enough(harmer, born)
    surname = harmer if may_be_theirs and dice.chance(0.45) else victim
    child = scene.admit(replace(sketch, family=surname.names[0].family), at_home=True)
    scene.tie(victim.id, child.id, "PARENT")
    if pattern.relation in {"PARTNER", "EX_PARTNER"}:
        is_theirs = may_be_theirs and dice.chance(0.7)
        scene.tie(harmer.id, child.id, "PARENT" if is_theirs else "STEP_PARENT")
    if child.school is not None:
        scene.known_to(child.id, Source.SCHOOL)
    return child


def _old_enough(parent: Person, born: date) -> bool:
    return parent.birth is not None and (born - parent.birth.on).days > 17 * 365


def _tie_siblings(scene: Scene, children: list[Person]) -> None:
    for older, younger in pairwise(children):
        scene.tie(older.id, younger.id, "SIBLING")


def _kin(scene: Scene, victim: Person, age: int) -> tuple[Person, ...]:
    dice = scene.dice
    if not dice.chance(0.16):
        return ()
    kind = "PARENT" if age < 50 and dice.chance(0.55) else "SIBLING"
    years = age + dice.number(20, 34) if kind == "PARENT" else max(age + dice.number(-9, 9), 17)
    at_home = dice.chance(0.25)
    sketch = scene.sketch(
        sex="F" if dice.chance(0.8) else "M", born=scene.born(years), at_home=at_home
    )
    person = scene.admit(sketch, at_home=at_home)
    scene.tie(person.id, victim.id, kind)
    return (person,)


def _couple(pattern: Pattern) -> str:
    if pattern.relation not in {"PARTNER", "EX_PARTNER"}:
        return ""
    if pattern.victim == pattern.harmer:
        return "GAY_OR_LESBIAN"
    return ""
