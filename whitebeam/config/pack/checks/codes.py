"""A code names one thing."""

from collections.abc import Hashable, Iterable, Iterator

from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem

Keyed = tuple[str, Iterable[tuple[Hashable, str]]]


def check(pack: Pack) -> Iterator[Problem]:
    """Find codes that are used twice in one section."""
    for section, keys in _sections(pack):
        seen: set[Hashable] = set()
        for index, (key, shown) in enumerate(keys):
            if key in seen:
                file, line = pack.where(section, index)
                yield Problem(file, line, f"{shown} is used twice. Give each its own.")
            seen.add(key)


def _sections(pack: Pack) -> Iterator[Keyed]:
    yield "areas", [(area.code, f"The code '{area.code}'") for area in pack.areas]
    yield "areas", [(area.short, f"The short name '{area.short}'") for area in pack.areas]
    for section in (
        *("agencies", "duties", "services", "lots", "queues"),
        "routing",
        "purposes",
        "needs",
        "agreements",
        "helplines",
        "groups",
        "characteristics",
        "published_figures",
        "decline_reasons",
        "return_reasons",
        "recall_reasons",
        "closure_reasons",
    ):
        yield (
            section,
            [(entry.code, f"The code '{entry.code}'") for entry in getattr(pack, section)],
        )
    yield (
        "indicators",
        [
            ((one.code, one.version), f"'{one.code}' version {one.version}")
            for one in pack.indicators
        ],
    )
    late = pack.marac_late_reasons
    yield "marac_late_reasons", [((e.code, e.starts_on), f"The code '{e.code}'") for e in late]
    for section in ("clocks", "thresholds"):
        yield (
            section,
            [
                ((entry.key, entry.area, entry.starts_on), f"'{entry.key}' from {entry.starts_on}")
                for entry in getattr(pack, section)
            ],
        )
