"""How far two people's date of birth, address, telephone and sex agree."""

from collections.abc import Iterable
from datetime import date

from whitebeam.people.rules.levels import Field, Finding, Level
from whitebeam.people.rules.places import Place
from whitebeam.people.rules.standardise import Birth, Standard

NEAR_DAYS = 400
NEAR_YEARS = 2
GENERATION_YEARS = 14


def births(a: Standard, b: Standard) -> Iterable[Finding]:
    """Say how far the dates of birth agree, or the years where one is rough."""
    if a.birth is None or b.birth is None:
        return
    if a.birth.is_rough or b.birth.is_rough:
        yield Finding(Field.BIRTH_YEAR, _years(a.birth.on, b.birth.on))
    else:
        yield Finding(Field.BIRTH_DATE, _dates(a.birth, b.birth))


def addresses(a: Standard, b: Standard) -> Iterable[Finding]:
    """Say how far the addresses agree, earlier ones included."""
    if not (a.places and b.places):
        return
    findings = [_places(one, other) for one in a.places for other in b.places]
    yield min(findings, key=lambda finding: (PLACES.index(finding.level), finding.is_earlier))


def phones(a: Standard, b: Standard) -> Iterable[Finding]:
    """Say whether any telephone number is shared, where both have one."""
    if a.phones and b.phones:
        is_shared = not set(a.phones).isdisjoint(b.phones)
        yield Finding(Field.PHONE, Level.SAME if is_shared else Level.DIFFERENT)


def sexes(a: Standard, b: Standard) -> Iterable[Finding]:
    """Say whether the recorded sex agrees, where both have it."""
    if a.sex and b.sex:
        yield Finding(Field.SEX, Level.SAME if a.sex == b.sex else Level.DIFFERENT)


PLACES = (Level.HOUSE, Level.POSTCODE, Level.OUTWARD, Level.DIFFERENT)


def _dates(a: Birth, b: Birth) -> Level:
    if a.on == b.on:
        return Level.SAME
    if _is_generation_apart(a.on, b.on):
        return Level.GENERATION
    if a.on.year == b.on.year and a.day_and_month == b.day_and_month:
        return Level.SWAPPED
    if _is_one_slip(a.digits, b.digits):
        return Level.ONE_DIGIT
    return _far_dates(a.on, b.on)


def _far_dates(a: date, b: date) -> Level:
    if _parts_alike(a, b) == 2:
        return Level.TWO_PARTS
    if a.year == b.year:
        return Level.YEAR
    return Level.NEAR if abs((a - b).days) <= NEAR_DAYS else Level.DIFFERENT


def _is_generation_apart(a: date, b: date) -> bool:
    """A slip in the decade looks just like a parent and child who share a birthday.

    Taken for the second: a person looks at it, and nobody is merged with her father.
    """
    return abs(a.year - b.year) >= GENERATION_YEARS


def _years(a: date, b: date) -> Level:
    apart = abs(a.year - b.year)
    if apart == 0:
        return Level.SAME
    if apart <= NEAR_YEARS:
        return Level.NEAR
    return Level.GENERATION if _is_generation_apart(a, b) else Level.DIFFERENT


def _is_one_slip(a: str, b: str) -> bool:
    """One digit differs, or two neighbours changed places."""
    wrong = [place for place in range(8) if a[place] != b[place]]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2
        and wrong[1] - wrong[0] == 1
        and a[wrong[0]] == b[wrong[1]]
        and (a[wrong[1]] == b[wrong[0]])
    )


def _parts_alike(a: date, b: date) -> int:
    return (a.year == b.year) + (a.month == b.month) + (a.day == b.day)


def _places(a: Place, b: Place) -> Finding:
    is_earlier = a.is_earlier or b.is_earlier
    if a.postcode and a.postcode == b.postcode:
        is_same_house = bool(a.house) and a.house == b.house
        level = Level.HOUSE if is_same_house else Level.POSTCODE
    else:
        level = Level.OUTWARD if a.outward == b.outward else Level.DIFFERENT
    return Finding(Field.ADDRESS, level, None, is_earlier)
