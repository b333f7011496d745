"""Says everything that is wrong with a pack."""

from pathlib import Path

from whitebeam.config.pack.checks import (
    codes,
    coverage,
    facts,
    forms,
    marac,
    references,
    risk,
    routes,
    standards,
    strategy,
)
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import BrokenPack, Problem
from whitebeam.config.pack.reading import read

CHECKS = (
    codes.check,
    references.check,
    coverage.check,
    routes.check,
    facts.check,
    forms.check,
    risk.check,
    marac.check,
    strategy.check,
    standards.check,
)


def check(folder: Path | str) -> list[Problem]:
    """Return every problem of the pack in this folder, in the order of its files and lines."""
    try:
        pack = read(Path(folder))
    except BrokenPack as broken:
        return list(broken.problems)
    return problems_of(pack)


def sound(folder: Path | str) -> Pack:
    """Return the pack in this folder.

    :raises BrokenPack: when anything is wrong with it.
    """
    pack = read(Path(folder))
    problems = problems_of(pack)
    if problems:
        raise BrokenPack(tuple(problems))
    return pack


def problems_of(pack: Pack) -> list[Problem]:
    """Return what is wrong with a pack whose shape is right."""
    return sorted({problem for check in CHECKS for problem in check(pack)})
