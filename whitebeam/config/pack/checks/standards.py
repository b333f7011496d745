"""A standard's codes are used once, and whoever works to it is an agency of the pack."""

from collections.abc import Iterator

from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.problems import Problem

Place = tuple[str | int, ...]


def check(pack: Pack) -> Iterator[Problem]:
    """Find codes used twice and agencies that are not there."""
    agencies = {one.code for one in pack.agencies}
    seen: set[tuple[str, str]] = set()
    for kind, code, place in _codes(pack):
        if (kind, code) in seen:
            file, line = pack.where("standards", *place)
            yield Problem(file, line, f"The code '{code}' is used twice. Give each its own.")
        seen.add((kind, code))
    for index, standard in enumerate(pack.standards):
        for number, effort in enumerate(standard.efforts):
            if effort.agency not in agencies:
                file, line = pack.where("standards", index, "efforts", number)
                yield Problem(file, line, f"There is no agency '{effort.agency}'.")


def _codes(pack: Pack) -> Iterator[tuple[str, str, Place]]:
    for index, standard in enumerate(pack.standards):
        yield "standard", standard.code, (index,)
        for number, criterion in enumerate(standard.criteria):
            yield "criterion", criterion.code, (index, "criteria", number)
        for number, effort in enumerate(standard.efforts):
            yield "effort", effort.code, (index, "efforts", number)
            for step in effort.steps:
                yield "step", step.code, (index, "efforts", number, "steps")
