"""Short keyed hashes under which one person's record can be found again.

Each is a combination of details, so that a record is found as long as any one combination survived
the errors in it. The hash is keyed with a secret of the partnership: the table of keys alone tells
nobody's name. Every known name and every earlier postcode makes keys.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b
from typing import NamedTuple

from whitebeam.people.rules.folding import sounds_of
from whitebeam.people.rules.standardise import Birth, Standard

SHORTEST_SECRET = 16


class KeyKind(IntEnum):
    """What a key is made of. Stored: a number is never used again for something else."""

    BIRTH_DATE = 1
    NAMES_AND_YEAR = 2
    NAMES_AND_DAY_MONTH = 3
    NAMES_AND_OUTWARD = 4
    NAMES = 5
    FORENAME_AND_YEAR_MONTH = 6
    FORENAME_AND_YEAR_DAY = 7
    FORENAME_AND_DAY_MONTH = 8
    SURNAME_AND_YEAR_MONTH = 9
    SURNAME_AND_YEAR_DAY = 10
    SURNAME_AND_DAY_MONTH = 11
    POSTCODE_AND_FORENAME = 12
    POSTCODE_AND_SURNAME = 13
    POSTCODE_AND_YEAR = 14
    POSTCODE_AND_HOUSE = 15
    PHONE = 16


class Key(NamedTuple):
    """One row of the key table: a kind and a signed 64-bit number."""

    kind: int
    value: int


Part = str | int
Ingredients = tuple[KeyKind, tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class _Codes:
    forenames: tuple[str, ...]
    surnames: tuple[str, ...]


def keys_of(standard: Standard, *, secret: bytes) -> frozenset[Key]:
    """Return the keys to store for a person."""
    return _hashed(_ingredients(standard, _codes(standard, depth=1)), secret)


def query_keys(standard: Standard, *, secret: bytes) -> frozenset[Key]:
    """Return the keys to look up: those stored, and the second way a name may sound."""
    return _hashed(_ingredients(standard, _codes(standard, depth=2)), secret)


def _codes(standard: Standard, *, depth: int) -> _Codes:
    forenames = (
        word for name in standard.forenames for word in (name.first, *sorted(name.full_names))
    )
    surnames = (
        word
        for name in standard.surnames
        for word in (name.solid, *(name.parts if name.is_double else ()))
    )
    return _Codes(_sounds(forenames, depth), _sounds(surnames, depth))


def _sounds(words: Iterable[str], depth: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for word in words for code in sounds_of(word)[:depth]))


def _ingredients(standard: Standard, codes: _Codes) -> Iterator[Ingredients]:
    yield from _of_names(standard, codes)
    if standard.birth:
        yield from _of_birth(standard.birth, codes)
    for place in standard.places:
        if place.postcode:
            yield from _of_postcode(place.postcode, place.house, standard.birth, codes)
    for phone in standard.phones:
        yield KeyKind.PHONE, (phone,)


def _of_names(standard: Standard, codes: _Codes) -> Iterator[Ingredients]:
    birth = standard.birth
    outwards = {place.outward for place in standard.places}
    for names in ((first, last) for first in codes.forenames for last in codes.surnames):
        yield KeyKind.NAMES, names
        for outward in outwards:
            yield KeyKind.NAMES_AND_OUTWARD, (*names, outward)
        if birth:
            yield KeyKind.NAMES_AND_YEAR, (*names, birth.on.year)
        if birth and not birth.is_rough:
            yield KeyKind.NAMES_AND_DAY_MONTH, (*names, *birth.day_and_month)


def _of_birth(birth: Birth, codes: _Codes) -> Iterator[Ingredients]:
    yield KeyKind.BIRTH_DATE, (birth.on.year, *birth.day_and_month)
    if birth.is_rough:
        return
    year, month, day = birth.on.year, birth.on.month, birth.on.day
    for code in codes.forenames:
        yield KeyKind.FORENAME_AND_YEAR_MONTH, (code, year, month)
        yield KeyKind.FORENAME_AND_YEAR_DAY, (code, year, day)
        yield KeyKind.FORENAME_AND_DAY_MONTH, (code, *birth.day_and_month)
    for code in codes.surnames:
        yield KeyKind.SURNAME_AND_YEAR_MONTH, (code, year, month)
        yield KeyKind.SURNAME_AND_YEAR_DAY, (code, year, day)
        yield KeyKind.SURNAME_AND_DAY_MONTH, (code, *birth.day_and_month)


def _of_postcode(
    postcode: str, house: str, birth: Birth | None, codes: _Codes
) -> Iterator[Ingredients]:
    for code in codes.forenames:
        yield KeyKind.POSTCODE_AND_FORENAME, (postcode, code)
    for code in codes.surnames:
        yield KeyKind.POSTCODE_AND_SURNAME, (postcode, code)
    if birth:
        yield KeyKind.POSTCODE_AND_YEAR, (postcode, birth.on.year)
    if house:
        yield KeyKind.POSTCODE_AND_HOUSE, (postcode, house)


def _hashed(ingredients: Iterable[Ingredients], secret: bytes) -> frozenset[Key]:
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"The matching secret must have at least {SHORTEST_SECRET} bytes.")
    return frozenset(Key(kind.value, _number(kind, parts, secret)) for kind, parts in ingredients)


def _number(kind: KeyKind, parts: tuple[Part, ...], secret: bytes) -> int:
    text = "\x1f".join(map(str, (kind.value, *parts)))
    return int.from_bytes(
        blake2b(text.encode(), key=secret[:64], digest_size=8).digest(), "big", signed=True
    )
