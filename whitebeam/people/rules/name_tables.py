"""Two tables of names: which forenames stand for one another, and how common each name is.

Both were written from general knowledge, the shares from rank only: they say that Smith is common
and Featherstone is not, and nothing finer.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

HERE = Path(__file__).parent

# A name that is not in the table is rare; how rare matters little.
UNLISTED_FORENAME = 30e-6
UNLISTED_SURNAME = 20e-6


@cache
def canonical_forms() -> Mapping[str, frozenset[str]]:
    """Return, for each listed forename, the full names it may stand for."""
    forms: dict[str, set[str]] = {}
    with (HERE / "nicknames.csv").open(encoding="utf-8", newline="") as lines:
        for group in csv.reader(lines):
            for name in group:
                forms.setdefault(name, set()).add(group[0])
    return MappingProxyType({name: frozenset(heads) for name, heads in forms.items()})


def canonical(forename: str) -> frozenset[str]:
    """Return the full names a folded forename may stand for, itself if unlisted."""
    return canonical_forms().get(forename) or frozenset((forename,))


def is_listed(forename: str) -> bool:
    """Say whether this is a forename in its own right, not the misspelling of one."""
    return forename in canonical_forms() or forename in _shares("forename")


def forename_share(forename: str) -> float:
    """Return about what share of people bear this forename."""
    return _shares("forename").get(forename, UNLISTED_FORENAME)


def surname_share(surname: str) -> float:
    """Return about what share of people bear this surname."""
    return _shares("surname").get(surname, UNLISTED_SURNAME)


def alias_share(full_names: frozenset[str]) -> float:
    """Return about what share of people bear any form of these full names."""
    return sum(_group_shares().get(name, UNLISTED_FORENAME) for name in full_names)


@cache
def _shares(kind: str) -> Mapping[str, float]:
    with (HERE / "name_frequency.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return {row["name"]: int(row["per_million"]) / 1e6 for row in rows if row["kind"] == kind}


@cache
def _group_shares() -> Mapping[str, float]:
    totals: dict[str, float] = {}
    for name, heads in canonical_forms().items():
        for head in heads:
            totals[head] = totals.get(head, 0.0) + forename_share(name)
    return totals
