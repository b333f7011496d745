"""One invented person, and the same person as another register has them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from .contact_points import contacts_of, mobile, safe_rules
from .dice import Bag, Dice
from .name_lists import Heritage
from .names import family_for, names_of
from .places import earlier_address, miswritten
from .spelling import respelt
from .values import Address, Birth, Contact, Equality, Name, Person, Place, Source

_PRECISION = Bag((("EXACT", 90), ("MONTH", 3), ("YEAR", 7)))
_DISABILITY = Bag(
    (
        ("", 74),
        ("MENTAL_HEALTH", 10),
        ("MOBILITY", 6),
        ("LONG_TERM_ILLNESS", 4),
        ("LEARNING", 3),
        ("DEAF", 2),
        ("SIGHT", 1),
    )
)
_ORIENTATION = Bag((("HETEROSEXUAL", 70), ("", 24), ("BISEXUAL", 4), ("OTHER", 2)))
_ROUTES = Bag(
    (("", 55), ("NO_RESTRICTION", 25), ("SUPPORT_NOT_PUBLIC_FUNDS", 12), ("ADVICE_NEEDED", 8))
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the household decides about a person before the details are invented."""

    truth: str
    sex: str
    born: date
    given: str
    family: str
    heritage: Heritage
    address: Address
    place: Place
    source: Source
    seen_at: datetime
    before: str = ""
    couple: str = ""
    is_reached: bool = True


def person_from(sketch: Sketch, *, today: date, dice: Dice) -> Person:
    """Fill in a sketch: names, contact points, safe contact, needs and equality."""
    is_child = _age(sketch.born, today) < 16
    family = family_for(sketch.family, sketch.heritage, sketch.sex)
    names = names_of(
        given=sketch.given,
        family=family,
        before="" if is_child else family_for(sketch.before, sketch.heritage, sketch.sex),
        heritage=sketch.heritage,
        today=today,
        dice=dice,
    )
    equality = _equality(sketch, is_child=is_child, dice=dice)
    language = sketch.heritage.language if dice.chance(0.4) or is_child else "English"
    return Person(
        id=dice.key(),
        truth=sketch.truth,
        sex=sketch.sex if dice.chance(0.985) else "",
        names=names,
        birth=_birth(sketch.born, dice),
        addresses=_addresses(sketch, is_child=is_child, dice=dice),
        contacts=() if is_child else contacts_of(sketch.given, family, today=today, dice=dice),
        safe=safe_rules(today=today, dice=dice) if sketch.is_reached and not is_child else (),
        needs=_needs(language, equality.disability, is_child=is_child, dice=dice),
        language=language,
        equality=equality,
        support_route=dice.draw(_ROUTES) if _may_need_route(sketch, is_child) else "",
        school=dice.number(0, 7) if 4 <= _age(sketch.born, today) < 17 else None,
        registered_by=sketch.source,
        registered_at=sketch.seen_at,
    )


def registered_again(person: Person, *, source: Source, at: datetime, dice: Dice) -> Person:
    """Make the same human being's second registration, differing as real registers do."""
    legal = person.names[0]
    previous = [name for name in person.names if name.kind == "PREVIOUS"]
    family = previous[0].family if previous and dice.chance(0.5) else legal.family
    given = respelt(legal.given, dice) if dice.chance(0.7) else legal.given
    if given == legal.given and family == legal.family:
        family = respelt(family, dice)
    if dice.chance(0.04):
        given, family = family, given
    address = person.addresses[-1] if dice.chance(0.4) else person.addresses[0]
    return replace(
        person,
        id=dice.key(),
        names=(Name("LEGAL", given, family),),
        birth=_remembered(person.birth, dice),
        addresses=(miswritten(replace(address, until=None), dice),),
        contacts=person.contacts[:1] if dice.chance(0.5) else _another_phone(person, dice),
        safe=(),
        equality=Equality(),
        needs=(),
        registered_by=source,
        registered_at=at,
    )


def _another_phone(person: Person, dice: Dice) -> tuple[Contact, ...]:
    if not person.contacts:
        return ()
    return (replace(person.contacts[0], kind="MOBILE", value=mobile(dice), until=None),)


def _remembered(birth: Birth | None, dice: Dice) -> Birth | None:
    if birth is None or dice.chance(0.1):
        return None
    if dice.chance(0.25) and birth.on.day <= 12:
        return Birth(date(birth.on.year, birth.on.day, birth.on.month))
    if dice.chance(0.15):
        return Birth(date(birth.on.year, 1, 1), "YEAR")
    if dice.chance(0.1):
        return Birth(birth.on + timedelta(days=dice.pick((-10, -1, 1, 10))))
    return birth


def _birth(born: date, dice: Dice) -> Birth | None:
    if dice.chance(0.03):
        return None
    precision = dice.draw(_PRECISION)
    if precision == "YEAR":
        return Birth(date(born.year, 1, 1), precision)
    return Birth(born.replace(day=1) if precision == "MONTH" else born, precision)


def _addresses(sketch: Sketch, *, is_child: bool, dice: Dice) -> tuple[Address, ...]:
    if not is_child and dice.chance(0.3):
        return (sketch.address, earlier_address(sketch.address, sketch.place, dice=dice))
    return (sketch.address,)


def _needs(language: str, disability: str, *, is_child: bool, dice: Dice) -> tuple[str, ...]:
    needs = []
    if is_child:
        return ()
    if language != "English" and dice.chance(0.7):
        needs.append("INTERPRETER")
    if disability == "DEAF":
        needs.append("BSL" if dice.chance(0.6) else "TEXT_RELAY")
    if disability == "LEARNING":
        needs.append("EASY_READ")
    if disability == "SIGHT":
        needs.append("LARGE_PRINT")
    return tuple(needs)


def _equality(sketch: Sketch, *, is_child: bool, dice: Dice) -> Equality:
    return Equality(
        ethnicity=sketch.heritage.ethnicity if dice.chance(0.85) else "",
        religion=dice.pick(sketch.heritage.religions) if dice.chance(0.6) else "",
        orientation="" if is_child else sketch.couple or dice.draw(_ORIENTATION),
        disability=dice.draw(_DISABILITY) if dice.chance(0.9) else "",
        gender="TRANS" if dice.chance(0.012) else "",
    )


def _may_need_route(sketch: Sketch, is_child: bool) -> bool:
    return not is_child and sketch.heritage.key not in {"english", "caribbean"}


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
