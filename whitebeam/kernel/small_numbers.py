"""Few are not shown alone: a person must not be found behind a figure by those who read no case.

`least` is the smallest count that is shown; whoever may open every case counted is given EXACT.
"""

from collections.abc import Mapping, Sequence

EXACT = 1


def together(counts: Mapping[str, int], *, least: int) -> tuple[dict[str, int], int]:
    """Return what may be shown by name, and how many are shown only together.

    Whoever counts fewer than `least` goes together, with the next smallest while those together are
    still too few: so that no number is found by taking the others from the total.
    """
    named = {name: count for name, count in counts.items() if count >= least}
    rest = sum(counts.values()) - sum(named.values())
    while named and 0 < rest < least:
        smallest = min(named, key=lambda name: named[name])
        rest += named.pop(smallest)
    return named, rest


def may_show(part: int, whole: int, *, least: int) -> bool:
    """Say whether a part of a whole may be shown: neither it nor what is left of it is a few."""
    return not 0 < part < least and not 0 < whole - part < least


def is_few(count: int, *, least: int) -> bool:
    """Say whether a count is too small to show; none at all is shown."""
    return 0 < count < least


def hidden(counts: Sequence[int], *, least: int) -> frozenset[int]:
    """Return the places of a column that are hidden, so that its total gives no small one away.

    Beside the small ones goes the smallest of the others, which nobody outside can bound: with the
    total at hand the hidden ones are then known only together.
    """
    small = {place for place, count in enumerate(counts) if is_few(count, least=least)}
    others = [place for place, count in enumerate(counts) if count >= least]
    if small and others:
        small.add(min(others, key=lambda place: (counts[place], place)))
    return frozenset(small)
