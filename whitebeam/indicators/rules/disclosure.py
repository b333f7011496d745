"""Disclosure control: small counts are hidden, the rest rounded, and nobody can work them back.

Counts of 1 to 7 are hidden and all others rounded to 5, each total from its own exact count (the
rule of NHS secondary care statistics since 2018). Then every hidden count is attacked with all that
is published, this time and before; where it could be narrowed too far, more is hidden. The attacker
is taken to know which counts are hidden for being small, and which did not change between releases.
Where hiding no longer helps, because what is out already gives it away, the release is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from whitebeam.indicators.rules.bounds import MOST, Range, Sum, narrower_than

Place = tuple[str, ...]
Shown = int | None
Counts = Mapping[Place, int]


class Unsafe(Exception):
    """These places could be worked out whatever this release hides."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        super().__init__(f"{len(places)} hidden counts could be worked out")
        self.places = places


@dataclass(frozen=True, slots=True)
class Rule:
    """What the partnership has agreed. `narrowest` is how many values a hidden count must keep."""

    smallest_shown: int = 8
    base: int = 5
    narrowest: int = 4

    def is_small(self, count: int) -> bool:
        """Say whether a count is hidden for itself."""
        return 0 < count < self.smallest_shown

    def rounded(self, count: int) -> int:
        """Return the nearest multiple of the base, half upwards."""
        return (count + self.base // 2) // self.base * self.base

    def behind(self, shown: int) -> Range:
        """Return what a shown number may stand for."""
        if shown == 0:
            return Range(0, 0)
        below = self.base // 2
        return Range(max(self.smallest_shown, shown - below), shown + self.base - 1 - below)


@dataclass(frozen=True, slots=True)
class Tables:
    """Exact counts by place, the sums they obey, and places that follow but are never printed."""

    counts: Counts
    sums: tuple[Sum[Place], ...] = ()
    implied: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Released:
    """What one release printed: a rounded number, or nothing where it is hidden."""

    tables: Tables
    shown: Mapping[Place, Shown]


@dataclass(slots=True)
class _Working:
    """One release being made safe."""

    tables: Tables
    earlier: tuple[Released, ...]
    rule: Rule
    hidden: set[Place] = field(default_factory=set)

    def sensitive(self) -> list[Place]:
        counts = self.tables.counts
        return [place for place, count in counts.items() if self.rule.is_small(count)]

    def printed_before(self, place: Place) -> bool:
        count = self.tables.counts[place]
        return any(
            release.shown.get(place) is not None and release.tables.counts[place] == count
            for release in self.earlier
        )

    def narrow(self) -> list[Place]:
        """Return the small counts, of now or before, that could be narrowed too far."""
        releases = [*self.earlier, Released(self.tables, self.shown())]
        known, sums = view_of(releases, self.rule)
        small = [unknown for unknown in known if self.rule.is_small(unknown[1])]
        narrow = narrower_than(
            self.rule.narrowest - 1,
            small,
            truth={unknown: unknown[1] for unknown in known},
            known=known,
            sums=sums,
        )
        return sorted({place for place, _ in narrow})

    def shown(self) -> dict[Place, Shown]:
        return {
            place: None if place in self.hidden else self.rule.rounded(count)
            for place, count in self.tables.counts.items()
            if place not in self.tables.implied
        }

    def hide_for(self, places: Iterable[Place]) -> bool:
        """Hide the cheapest further count beside each of these; say whether there was any."""
        found = {min(beside, key=self._cost) for one in places if (beside := self._beside(one))}
        self.hidden |= found
        return bool(found)

    def _beside(self, place: Place) -> set[Place]:
        return {
            other
            for one in self.tables.sums
            if place == one.total or place in one.parts
            for other in (one.total, *one.parts)
            if other in self.tables.counts and self._may_hide(other)
        }

    def _may_hide(self, place: Place) -> bool:
        taken = place in self.hidden or place in self.tables.implied
        return not taken and not self.printed_before(place)

    def _cost(self, place: Place) -> tuple[bool, int, Place]:
        is_total = any(one.total == place for one in self.tables.sums)
        return is_total, self.tables.counts[place], place


def protect(
    tables: Tables, *, earlier: tuple[Released, ...] = (), rule: Rule | None = None
) -> dict[Place, Shown]:
    """Return what may be printed: rounded numbers, and nothing where a count is hidden.

    :raises Unsafe: if hiding more does not help, because what is out already gives a count away
    """
    agreed = rule or Rule()
    working = _Working(tables, earlier, agreed)
    working.hidden |= {place for place in working.sensitive() if place not in tables.implied}
    working.hidden |= _rows_of_hidden_totals(tables, working.hidden)
    working.hidden |= _hidden_before(working)
    while narrow := working.narrow():
        if not working.hide_for(narrow):
            raise Unsafe(tuple(narrow))
    return working.shown()


def primary_only(tables: Tables, *, rule: Rule | None = None) -> dict[Place, Shown]:
    """Return what hiding small counts alone would print, exact elsewhere: the control of R17."""
    agreed = rule or Rule()
    return {
        place: None if agreed.is_small(count) else count
        for place, count in tables.counts.items()
        if place not in tables.implied
    }


def view_of(
    releases: Iterable[Released], rule: Rule
) -> tuple[dict[tuple[Place, int], Range], list[Sum[tuple[Place, int]]]]:
    """Return what the strongest reader knows of each count that ever was, and the sums it obeys.

    A count that did not change between releases is one unknown; a restated one is another.
    """
    known: dict[tuple[Place, int], Range] = {}
    sums: list[Sum[tuple[Place, int]]] = []
    for release in releases:
        counts = release.tables.counts
        for place, count in counts.items():
            reach = _reach(release.shown.get(place), count, place in release.tables.implied, rule)
            before = known.get((place, count), Range(0, MOST))
            known[place, count] = Range(
                max(before.least, reach.least), min(before.most, reach.most)
            )
        sums += [
            Sum((one.total, counts[one.total]), tuple((part, counts[part]) for part in one.parts))
            for one in release.tables.sums
        ]
    return known, sums


def _reach(shown: Shown, count: int, is_implied: bool, rule: Rule) -> Range:
    if shown is not None:
        return rule.behind(shown)
    if is_implied:
        return Range(0, MOST)
    if rule.is_small(count):
        return Range(1, rule.smallest_shown - 1)
    return Range(0, 0) if count == 0 else Range(rule.smallest_shown, MOST)


def _rows_of_hidden_totals(tables: Tables, hidden: set[Place]) -> set[Place]:
    """A nought beside a small hidden total tells of everyone in it, so the whole row is hidden."""
    return {
        part
        for one in tables.sums
        if one.total in hidden
        for part in one.parts
        if part in tables.counts and part not in tables.implied
    }


def _hidden_before(working: _Working) -> set[Place]:
    """What was hidden and has not changed stays hidden: two patterns together would tell more."""
    return {
        place
        for release in working.earlier
        for place, shown in release.shown.items()
        if shown is None
        and place in working.tables.counts
        and release.tables.counts[place] == working.tables.counts[place]
        and not working.printed_before(place)
    }
