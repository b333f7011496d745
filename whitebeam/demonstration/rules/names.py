"""Names by kind for one person: legal, known as, previous, alias."""

from datetime import date

from .dice import Bag, Dice
from .name_lists import ENGLISH, ENGLISH_MEN, ENGLISH_WOMEN, Heritage
from .name_lists_world import WEIGHTED
from .spelling import known_forms
from .values import Name

HERITAGES = Bag(WEIGHTED)
_NON_ENGLISH = {heritage.key for heritage, _ in WEIGHTED} - {"english", "caribbean"}


def heritage_of(dice: Dice) -> Heritage:
    """Draw the tradition of names a family belongs to."""
    return dice.draw(HERITAGES)


def given_name(heritage: Heritage, sex: str, born: int, dice: Dice) -> str:
    """Draw a given name that suits the tradition, the sex and the year of birth."""
    if heritage is not ENGLISH:
        return dice.pick(heritage.women if sex == "F" else heritage.men)
    cohorts = ENGLISH_WOMEN if sex == "F" else ENGLISH_MEN
    return dice.pick(cohorts[(born >= 1960) + (born >= 1985) + (born >= 2005)])


def family_name(heritage: Heritage, dice: Dice) -> str:
    """Draw a family name; common ones come more often, as they do in life."""
    place = min(dice.roll(), dice.roll())
    return heritage.family[int(place * len(heritage.family))]


def family_for(name: str, heritage: Heritage, sex: str) -> str:
    """Give the form of a family name that a woman or a man bears."""
    if sex != "F":
        return name
    if heritage.key == "polish" and name.endswith("ski"):
        return name[:-1] + "a"
    if heritage.key == "slovak":
        return name.removesuffix("a") + "ová"
    if heritage.key == "lithuanian" and name.endswith("as"):
        return name[:-2] + "ienė"
    if heritage.key == "punjabi" and name == "Singh":
        return "Kaur"
    return name


def names_of(
    *, given: str, family: str, before: str, heritage: Heritage, today: date, dice: Dice
) -> tuple[Name, ...]:
    """Give every name a person is recorded under; `before` is a former family name, or empty."""
    names = [Name("LEGAL", given, family)]
    known = _known_as(given, heritage, dice)
    if known:
        names.append(Name("KNOWN_AS", known, family))
    if before and before != family:
        changed = date(today.year - dice.number(1, 12), dice.number(1, 12), dice.number(1, 28))
        names.append(Name("PREVIOUS", given, before, changed))
    if dice.chance(0.02):
        names.append(Name("ALIAS", known or given, family_name(heritage, dice)))
    return tuple(names)


def _known_as(given: str, heritage: Heritage, dice: Dice) -> str:
    forms = known_forms(given)
    if forms and dice.chance(0.22):
        return dice.pick(forms)
    if heritage.key in _NON_ENGLISH and dice.chance(0.06):
        return dice.pick(("Annie", "Sam", "Mina", "Alex", "Nina", "Ash", "Kris", "Jay", "Mo"))
    return ""
