"""Forenames and surnames in comparable form."""

from dataclasses import dataclass

from whitebeam.people.rules.folding import sounds_of, words_of
from whitebeam.people.rules.name_tables import canonical, canonical_forms, is_listed

TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sir", "lady"])

# Written apart or together with what follows: O Brien, Mc Donald.
JOINED = frozenset(["o", "mc", "mac"])

# Too common in surnames to count as a part that two of them share.
ARABIC_PARTICLES = ("al", "el", "bin", "bint", "ibn", "abu")
GERMANIC_PARTICLES = ("van", "von", "der", "den", "ter", "ten")
ROMANCE_PARTICLES = ("de", "da", "di", "do", "dos", "du", "del", "la", "le")
PARTICLES = frozenset({*ARABIC_PARTICLES, *GERMANIC_PARTICLES, *ROMANCE_PARTICLES, "st", "ap"})


@dataclass(frozen=True, slots=True)
class Forename:
    """A forename: its first word, all of it joined, its full names and its sounds."""

    text: str
    first: str
    solid: str
    full_names: frozenset[str]
    sounds: tuple[str, ...]
    is_listed: bool

    @classmethod
    def of(cls, words: tuple[str, ...]) -> "Forename":
        first, solid = words[0], "".join(words)
        full_names = canonical(first)
        if solid in canonical_forms():
            full_names |= canonical(solid)
        return cls(" ".join(words), first, solid, full_names, sounds_of(first), is_listed(first))


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname: its words, all of it joined, the parts of a double-barrelled one, its sounds."""

    text: str
    solid: str
    parts: tuple[str, ...]
    sounds: tuple[str, ...]
    is_former: bool

    @classmethod
    def of(cls, words: tuple[str, ...], *, is_former: bool) -> "Surname":
        solid = "".join(words)
        parts = tuple(word for word in words if word not in PARTICLES) or (solid,)
        return cls(" ".join(words), solid, parts, sounds_of(solid), is_former)

    @property
    def is_double(self) -> bool:
        return len(self.parts) > 1


def given_words(text: str) -> tuple[str, ...]:
    """Return the words of a forename, without a title."""
    words = words_of(text)
    return words[1:] if len(words) > 1 and words[0] in TITLES else words


def family_words(text: str) -> tuple[str, ...]:
    """Return the words of a surname, with O, Mc and Mac joined to what follows."""
    joined: list[str] = []
    for word in words_of(text):
        if joined and joined[-1] in JOINED:
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)
