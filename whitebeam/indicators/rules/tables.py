"""From exact figures to what a release prints: the sums they obey, and the numbers made safe."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from whitebeam.indicators.rules.bounds import Sum
from whitebeam.indicators.rules.definitions import Unit
from whitebeam.indicators.rules.disclosure import Place, Released, Rule, Shown, Tables, protect

PART, WHOLE, REST = "part", "whole", "rest"
# Where a line stands: district, characteristic, group; all empty for everybody together.
At = tuple[str, str, str]
EVERYONE: At = ("", "", "")


@dataclass(frozen=True, slots=True)
class Count:
    """An exact figure: a number, of how many, and what was said of it."""

    part: Decimal | None
    whole: Decimal | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One indicator's exact figures. `whole_code` names the indicator that its whole counts too."""

    code: str
    unit: Unit
    is_people: bool
    counts: Mapping[At, Count]
    whole_code: str = ""

    @property
    def protects_part(self) -> bool:
        """Say whether the number counts people."""
        return self.is_people and self.unit in {Unit.COUNT, Unit.PERCENT, Unit.RATE}

    @property
    def protects_whole(self) -> bool:
        """Say whether the second number counts people; residents of a district are no secret."""
        return self.is_people and self.unit in {Unit.PERCENT, Unit.MEDIAN}


@dataclass(frozen=True, slots=True)
class Printed:
    """What a release prints for one line."""

    part: Decimal | None
    whole: Decimal | None
    is_hidden: bool
    is_missing: bool


Lines = Mapping[tuple[str, At], Printed]


def counted(tables: Sequence[Table]) -> Tables:
    """Return the counts of people in these tables, with every sum that a reader knows they obey."""
    counts: dict[Place, int] = {}
    for table in tables:
        for at, count in table.counts.items():
            for measure, amount, is_people in _measures(table, count):
                if is_people and amount is not None:
                    counts[table.code, measure, *at] = int(amount)
    sums: list[Sum[Place]] = []
    implied: set[Place] = set()
    for table in tables:
        for measure in (PART, WHOLE):
            _add_up(table, measure, counts, sums, implied)
        _complements(table, counts, sums, implied)
        sums += _twins(table, counts)
    return Tables(counts, tuple(sums), frozenset(implied))


def printed(tables: Sequence[Table], shown: Mapping[Place, Shown], *, rule: Rule) -> Lines:
    """Return what each line prints, given what may be shown of the counts of people in it."""
    lines: dict[tuple[str, At], Printed] = {}
    for table in tables:
        for at, count in table.counts.items():
            part, whole = (
                _shown(shown, (table.code, measure, *at), amount, is_people)
                for measure, amount, is_people in _measures(table, count)
            )
            if table.unit is Unit.MEDIAN and table.is_people:
                # A median of few people is one of them.
                part = count.part if whole is not None and whole >= rule.smallest_shown else None
            is_missing = count.part is None
            lines[table.code, at] = Printed(
                part, whole, part is None and not is_missing, is_missing
            )
    return lines


def safe(tables: Sequence[Table], *, earlier: tuple[Released, ...], rule: Rule) -> Lines:
    """Return what a release of these tables may print.

    :raises Unsafe: if what is out already would give a hidden count away
    """
    return printed(tables, protect(counted(tables), earlier=earlier, rule=rule), rule=rule)


def released(tables: Sequence[Table], lines: Lines) -> Released:
    """Return an earlier release as the next one must reckon with it."""
    kept = counted(tables)
    shown: dict[Place, Shown] = {}
    for place in kept.counts:
        if place not in kept.implied:
            code, measure, *at = place
            line = lines[code, (at[0], at[1], at[2])]
            amount = line.part if measure == PART else line.whole
            shown[place] = None if amount is None else int(amount)
    return Released(kept, shown)


def fingerprint(lines: Lines) -> str:
    """Return the SHA-256 of what is printed, the same for the same numbers in any order."""
    told = [
        [code, *at, _plain(line.part), _plain(line.whole), line.is_hidden]
        for (code, at), line in sorted(lines.items())
    ]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def _measures(table: Table, count: Count) -> Iterable[tuple[str, Decimal | None, bool]]:
    yield PART, count.part, table.protects_part
    yield WHOLE, count.whole, table.protects_whole


def _add_up(
    table: Table,
    measure: str,
    counts: dict[Place, int],
    sums: list[Sum[Place]],
    implied: set[Place],
) -> None:
    total: Place = (table.code, measure, *EVERYONE)
    kinds = {(bool(area), breakdown) for area, breakdown, _ in table.counts} - {(False, "")}
    for is_district, breakdown in sorted(kinds):
        parts: list[Place] = [
            place
            for at in table.counts
            if (bool(at[0]), at[1]) == (is_district, breakdown)
            and (place := (table.code, measure, *at)) in counts
        ]
        if total not in counts or not parts or table.unit is Unit.MEDIAN:
            continue
        left = counts[total] - sum(counts[part] for part in parts)
        if left < 0:
            continue
        if left:
            # Those of whom a district or group is not known: never printed, and known to be there.
            rest: Place = (table.code, f"{measure} elsewhere", str(is_district), breakdown, "")
            counts[rest] = left
            implied.add(rest)
            parts.append(rest)
        sums.append(Sum(total, tuple(parts)))


def _complements(
    table: Table, counts: dict[Place, int], sums: list[Sum[Place]], implied: set[Place]
) -> None:
    """Who is in the whole and not in the part can be one person too."""
    if table.unit is not Unit.PERCENT:
        return
    for at in table.counts:
        part, whole = (table.code, PART, *at), (table.code, WHOLE, *at)
        if part in counts and whole in counts and counts[whole] >= counts[part]:
            rest: Place = (table.code, REST, *at)
            counts[rest] = counts[whole] - counts[part]
            implied.add(rest)
            sums.append(Sum(whole, (part, rest)))


def _twins(table: Table, counts: Mapping[Place, int]) -> Iterable[Sum[Place]]:
    """The whole of one indicator that is the number of another is one unknown printed twice."""
    for at in table.counts if table.whole_code else ():
        one: Place = (table.whole_code, PART, *at)
        other: Place = (table.code, WHOLE, *at)
        if one in counts and counts[one] == counts.get(other):
            yield Sum(one, (other,))


def _shown(
    shown: Mapping[Place, Shown], place: Place, amount: Decimal | None, is_people: bool
) -> Decimal | None:
    if not is_people or amount is None:
        return amount
    allowed = shown[place]
    return None if allowed is None else Decimal(allowed)


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
