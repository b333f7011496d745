"""How far two people's names agree, whichever of their names agree best."""

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Protocol, TypeVar

from rapidfuzz.distance import JaroWinkler

from whitebeam.people.rules.levels import Field, Finding, Level
from whitebeam.people.rules.name_tables import alias_share, forename_share, surname_share
from whitebeam.people.rules.names import Forename, Surname
from whitebeam.people.rules.standardise import Standard

FORENAME_CLOSE, FORENAME_NEAR, FORENAME_SOUND = 0.9, 0.8, 0.6
SURNAME_CLOSE, SURNAME_NEAR = 0.92, 0.82
# Best first: of several names each, the pair that agrees best is the one that counts.
ORDER = {level: place for place, level in enumerate(Level)}


class Named(Protocol):
    @property
    def sounds(self) -> tuple[str, ...]: ...


Name = TypeVar("Name", bound=Named)


def forenames(a: Standard, b: Standard) -> Iterable[Finding]:
    """Say how far the forenames agree, a middle name used as first included."""
    best = _best(a.forenames, b.forenames, _forename)
    if best is None:
        return
    if ORDER[best.level] > ORDER[Level.MIDDLE] and _goes_by_middle_name(a, b):
        best = Finding(Field.FORENAME, Level.MIDDLE)
    yield best


def surnames(a: Standard, b: Standard) -> Iterable[Finding]:
    """Say how far the surnames agree, former ones included."""
    best = _best(a.surnames, b.surnames, _surname)
    if best:
        yield best


def middle_names(a: Standard, b: Standard) -> Iterable[Finding]:
    """Say how far the middle names agree, where both are known."""
    if a.middles and b.middles:
        levels = (_middle(one, other) for one, other in product(a.middles, b.middles))
        yield Finding(Field.MIDDLE, min(levels, key=ORDER.__getitem__))


def likeness_of(one: str, other: str) -> float:
    """Return the Jaro-Winkler similarity, the same whichever comes first."""
    return JaroWinkler.similarity(*sorted((one, other)))


def _best(
    ours: Sequence[Name], theirs: Sequence[Name], compared: Callable[[Name, Name], Finding]
) -> Finding | None:
    findings = [compared(one, other) for one, other in product(ours, theirs)]
    return min(findings, key=_goodness) if findings else None


def _goodness(finding: Finding) -> tuple[int, bool, float]:
    return ORDER[finding.level], finding.is_earlier, finding.share or 0.0


def _forename(a: Forename, b: Forename) -> Finding:
    if a.first == b.first or a.solid == b.solid:
        share = max(forename_share(a.first), forename_share(b.first))
        return Finding(Field.FORENAME, Level.SAME, share)
    if shared := a.full_names & b.full_names:
        return Finding(Field.FORENAME, Level.ALIAS, alias_share(shared))
    return Finding(Field.FORENAME, _forename_spelling(a, b))


def _forename_spelling(a: Forename, b: Forename) -> Level:
    if 1 in {len(a.first), len(b.first)}:
        return Level.INITIAL if a.first[0] == b.first[0] else Level.DIFFERENT
    likeness = likeness_of(a.first, b.first)
    if a.is_listed and b.is_listed:
        # Two names of their own, not two spellings of one. Twins are called Hassan and Hussain.
        return Level.NEAR if likeness >= FORENAME_NEAR else Level.DIFFERENT
    if likeness >= FORENAME_CLOSE:
        return Level.CLOSE
    if likeness >= FORENAME_SOUND and _sound_alike(a, b):
        return Level.SOUND
    return Level.NEAR if likeness >= FORENAME_NEAR else Level.DIFFERENT


def _goes_by_middle_name(a: Standard, b: Standard) -> bool:
    return any(name.first in b.middles for name in a.forenames) or any(
        name.first in a.middles for name in b.forenames
    )


def _surname(a: Surname, b: Surname) -> Finding:
    is_earlier = a.is_former or b.is_former
    if a.solid == b.solid:
        return Finding(Field.SURNAME, Level.SAME, surname_share(a.solid), is_earlier)
    if shared := set(a.parts) & set(b.parts):
        share = 2 * min(surname_share(part) for part in shared)
        return Finding(Field.SURNAME, Level.PART, share, is_earlier)
    return Finding(Field.SURNAME, _surname_spelling(a, b), None, is_earlier)


def _surname_spelling(a: Surname, b: Surname) -> Level:
    likeness = likeness_of(a.solid, b.solid)
    if likeness >= SURNAME_CLOSE:
        return Level.CLOSE
    if _sound_alike(a, b):
        return Level.SOUND
    return Level.NEAR if likeness >= SURNAME_NEAR else Level.DIFFERENT


def _sound_alike(a: Named, b: Named) -> bool:
    return any(code in b.sounds for code in a.sounds)


def _middle(one: str, other: str) -> Level:
    if one == other:
        return Level.SAME
    if one[0] == other[0] and 1 in {len(one), len(other)}:
        return Level.INITIAL
    return Level.NEAR if likeness_of(one, other) >= FORENAME_CLOSE else Level.DIFFERENT
