"""One person's details brought into the form that keys and scores work on, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from whitebeam.people.rules.folding import fold, words_of
from whitebeam.people.rules.known import Known, NameKind, NameParts, Precision
from whitebeam.people.rules.names import Forename, Surname, family_words, given_words
from whitebeam.people.rules.places import Place, phone_tail, place_of

T = TypeVar("T")

SEXES = dict.fromkeys(("m", "male", "man", "boy"), "M") | dict.fromkeys(
    ("f", "female", "woman", "girl"), "F"
)


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth; ``is_rough`` when only its year can be relied on."""

    on: date
    is_rough: bool

    @property
    def digits(self) -> str:
        return f"{self.on.year:04d}{self.on.month:02d}{self.on.day:02d}"

    @property
    def day_and_month(self) -> tuple[int, int]:
        """Day and month in sorted order, so that swapping them changes nothing."""
        low, high = sorted((self.on.day, self.on.month))
        return low, high


@dataclass(frozen=True, slots=True)
class Standard:
    """One person in comparable form."""

    forenames: tuple[Forename, ...] = ()
    middles: tuple[str, ...] = ()
    surnames: tuple[Surname, ...] = ()
    birth: Birth | None = None
    sex: str = ""
    places: tuple[Place, ...] = ()
    phones: tuple[str, ...] = ()


def standardise(known: Known) -> Standard:
    """Return the comparable form of what is known of a person."""
    return Standard(
        forenames=_forenames(known.names),
        middles=_middles(known.names),
        surnames=_surnames(known.names),
        birth=_birth(known),
        sex=SEXES.get(fold(known.sex), ""),
        places=_places(known),
        phones=_unique(filter(None, map(phone_tail, known.phones))),
    )


def _forenames(names: tuple[NameParts, ...]) -> tuple[Forename, ...]:
    words = _unique(given_words(name.given) for name in names)
    return tuple(Forename.of(given) for given in words if given)


def _middles(names: tuple[NameParts, ...]) -> tuple[str, ...]:
    return _unique(
        word for name in names for word in (*given_words(name.given)[1:], *words_of(name.middle))
    )


def _surnames(names: tuple[NameParts, ...]) -> tuple[Surname, ...]:
    # A surname in use now is not a former one, whatever else it once was.
    current = [family_words(name.family) for name in names if name.kind != NameKind.PREVIOUS]
    former = [family_words(name.family) for name in names if name.kind == NameKind.PREVIOUS]
    return tuple(
        Surname.of(words, is_former=words not in current)
        for words in _unique((*current, *former))
        if words
    )


def _birth(known: Known) -> Birth | None:
    born = known.date_of_birth
    if born is None:
        return None
    # The first of January is what is written down when only the year is known.
    is_weak = (born.month, born.day) == (1, 1)
    return Birth(born, is_rough=is_weak or known.precision != Precision.EXACT)


def _places(known: Known) -> tuple[Place, ...]:
    found = (
        place_of(address.postcode, house=address.house, is_earlier=address.is_earlier)
        for address in known.addresses
    )
    return _unique(place for place in found if place)


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
