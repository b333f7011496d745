"""Where two drafts differ, each side in words with who said it, ready to be chosen from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.forms import Field

from whitebeam.risk.models import Assessment
from whitebeam.risk.presenters.words import answer_line, day
from whitebeam.risk.queries.reading import Reading
from whitebeam.risk.rules.answers import read
from whitebeam.risk.rules.contents import day as day_in
from whitebeam.risk.rules.contents import unpacked, word
from whitebeam.risk.rules.merging import Difference
from whitebeam.risk.rules.tool_definition import Item, in_words

Say = Callable[[Field, object], str]
NOTHING = "Nothing"


@dataclass(frozen=True, slots=True)
class Sides:
    """One difference: what it is about, and what either draft says."""

    name: str
    label: str
    one: str
    other: str


def sides_of(
    found: tuple[Difference, ...], reading: Reading, *, fields: Mapping[str, Field], say: Say
) -> tuple[Sides, ...]:
    """Return the differences in words.

    `fields` are those of the pages beside the items, and `say` tells what one of them holds.
    """
    items = {
        f"answers.{item.code}": item
        for tool in (reading.tool, *reading.sets)
        for item in tool.items()
    }

    def words(name: str, said: object) -> str:
        if not said:
            return NOTHING
        if name.startswith("answers."):
            return _answered(items.get(name), said)
        return say(fields[name], said) if name in fields else str(said)

    def label(name: str) -> str:
        if name in items:
            return items[name].label
        code = name.partition(".")[2].replace("-", " ").replace("_", " ").capitalize()
        told = str(fields[name].label) if name in fields else code
        return in_words(told, pairs=reading.child_words)

    return tuple(
        Sides(one.name, label(one.name), words(one.name, one.one), words(one.name, one.other))
        for one in found
    )


def source_of(draft: Assessment) -> str:
    """Return where a draft comes from: begun on screen, or on paper, when and where."""
    told = unpacked(draft.prescreen)
    begun = f"begun on screen on {day(draft.started_at)} by {draft.by.name}"
    if not word(told, "paper_on"):
        return begun
    where = word(told, "paper_where")
    on = day(day_in(told, "paper_on")) or word(told, "paper_on")
    return f"answered on paper on {on}{f', {where}' if where else ''}; {begun}"


def _answered(item: Item | None, said: object) -> str:
    [given] = read(json.dumps({"one": said})).values()
    labels = {tick.code: tick.label for tick in item.ticks} if item else {}
    ticks = ", ".join(labels.get(one, one) for one in given.ticks)
    return ". ".join(filter(None, (answer_line(given), given.detail, ticks)))
