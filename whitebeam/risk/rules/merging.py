"""Two drafts about the same people put together: where they differ, somebody chooses."""

from collections.abc import Mapping
from dataclasses import dataclass

Values = Mapping[str, object]
ONE, OTHER = "ONE", "OTHER"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that both drafts say, and not the same."""

    name: str
    one: object
    other: object


class Undecided(Exception):
    """A difference for which nothing was chosen. Its text is a sentence for the worker."""


def differences(one: Values, other: Values) -> tuple[Difference, ...]:
    """Return what both say differently; what only one of them says is no difference."""
    return tuple(
        Difference(name, said, other[name])
        for name, said in one.items()
        if said and other.get(name) and said != other[name]
    )


def changed(mine: Values, theirs: Values) -> tuple[Difference, ...]:
    """Return everything that two states of one page say differently, nothing being a side too."""
    return tuple(
        Difference(name, mine.get(name), theirs.get(name))
        for name in dict.fromkeys((*mine, *theirs))
        if (mine.get(name) or None) != (theirs.get(name) or None)
    )


def merged(one: Values, other: Values, *, chosen: Mapping[str, str]) -> dict[str, object]:
    """Return all that either says, and of each difference what was chosen: `ONE` or `OTHER`.

    :raises Undecided: if a difference has no choice; the newer never wins by itself
    """
    kept = {name: value for name, value in {**other, **one}.items() if value}
    kept |= {name: other[name] for name, value in one.items() if not value and other.get(name)}
    for each in differences(one, other):
        choice = chosen.get(each.name)
        if choice not in {ONE, OTHER}:
            raise Undecided("Choose one of the two for each difference")
        kept[each.name] = each.one if choice == ONE else each.other
    return kept
