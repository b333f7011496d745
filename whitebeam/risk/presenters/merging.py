"""Where two drafts differ, each side in words with who said it, ready to be chosen from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from whitebeam.risk.models import Assessment
from whitebeam.risk.presenters.words import answer_line, day
from whitebeam.risk.queries.reading import Reading
from whitebeam.risk.rules.answers import read
from whitebeam.risk.rules.contents import unpacked, word
from whitebeam.risk.rules.merging import Difference


@dataclass(frozen=True, slots=True)
class Sides:
    """One difference: what it is about, and what either draft says."""

    name: str
    label: str
    one: str
    other: str


def sides_of(
    found: tuple[Difference, ...], reading: Reading, *, labels: Mapping[str, str]
) -> tuple[Sides, ...]:
    """Return the differences in words. `labels` are those of the pages beside the items."""
    items = {
        f"answers.{item.code}": item.label
        for tool in (reading.tool, *reading.sets)
        for item in tool.items()
    }
    named = {**labels, **items}
    return tuple(
        Sides(each.name, _label(each.name, named), _words(each, each.one), _words(each, each.other))
        for each in found
    )


def source_of(draft: Assessment) -> str:
    """Return where a draft comes from: begun on screen, or on paper, when and where."""
    told = unpacked(draft.prescreen)
    begun = f"begun on screen on {day(draft.started_at)} by {draft.by.name}"
    if not word(told, "paper_on"):
        return begun
    where = word(told, "paper_where")
    return f"answered on paper on {word(told, 'paper_on')}{f', {where}' if where else ''}; {begun}"


def _label(name: str, named: Mapping[str, str]) -> str:
    code = name.partition(".")[2].replace("-", " ").replace("_", " ")
    return named.get(name, code.capitalize())


def _words(each: Difference, said: object) -> str:
    if each.name.startswith("answers."):
        [given] = read(json.dumps({"one": said})).values()
        return ". ".join(filter(None, (answer_line(given), given.detail, ", ".join(given.ticks))))
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)
