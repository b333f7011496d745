"""What a tool is: sections of items with their follow-up, or the rows of a grid. Versioned.

A definition comes from the partnership pack and is stored whole with every version, so that an old
answer keeps its question. The wording is the partnership's own paraphrase; licensed wording is laid
over it by the codes of the items.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Kind = Literal["CHECKLIST", "YOUNG", "STALKING", "HONOUR", "GRID", "EXTERNAL"]
# The kinds whose total is read against the threshold.
SCORED: frozenset[Kind] = frozenset({"CHECKLIST", "YOUNG"})
# The sets that an answer opens beside a checklist.
SETS: frozenset[Kind] = frozenset({"STALKING", "HONOUR"})
# What of an item is read out.
SPOKEN = ("label", "hint", "detail")

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Value = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=60)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Tick(_Part):
    """One thing to tick beside a *yes*."""

    code: Value
    label: Sentence


class Item(_Part):
    """One item. `detail` asks for words; `opens` names the set of questions that a *yes* opens."""

    code: Name
    label: Sentence
    hint: str = ""
    detail: str = ""
    ticks: tuple[Tick, ...] = ()
    opens: Literal["", "STALKING", "HONOUR"] = ""
    draws_attention: bool = False


class Section(_Part):
    """A small group of items, asked on one page."""

    code: Name
    title: Sentence
    hint: str = ""
    items: tuple[Item, ...] = Field(min_length=1)


class Level(_Part):
    """One level of a grid's row, in words."""

    code: Literal["NONE", "STANDARD", "MODERATE", "HIGH"]
    text: Sentence


class Row(_Part):
    """One kind of abuse in a grid, with each of its levels in words."""

    code: Name
    label: Sentence
    levels: tuple[Level, ...] = Field(min_length=4, max_length=4)


class Tool(_Part):
    """A whole tool of one version, in force from a day."""

    code: Code
    name: Sentence
    short_name: Sentence
    kind: Kind
    version: int = Field(ge=1)
    starts_on: date = Field(alias="from")
    for_whom: Sentence
    who_may_use: Sentence
    agency_kinds: tuple[str, ...] = ()
    age_min: int | None = Field(default=None, ge=0, le=130)
    age_max: int | None = Field(default=None, ge=0, le=130)
    licence: Sentence
    source: Sentence
    informs: str = ""
    sections: tuple[Section, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def hint(self) -> str:
        """Return for whom it is, who may use it and its version, for whoever chooses a tool."""
        told = (self.for_whom, f"Who may use it: {self.who_may_use}", f"Version {self.version}")
        return " ".join(f"{one.rstrip('.')}." for one in told)

    def items(self) -> tuple[Item, ...]:
        """Return every item in the order asked."""
        return tuple(item for section in self.sections for item in section.items)

    def codes(self) -> tuple[str, ...]:
        """Return the codes of the items in the order asked."""
        return tuple(item.code for item in self.items())


def worded(tool: Tool, *, labels: Mapping[str, str]) -> Tool:
    """Return a tool with other words for its items; what is not named keeps its paraphrase."""
    sections = tuple(
        section.model_copy(
            update={
                "items": tuple(
                    item.model_copy(update={"label": labels.get(item.code, item.label)})
                    for item in section.items
                )
            }
        )
        for section in tool.sections
    )
    return tool.model_copy(update={"sections": sections})


Pairs = Iterable[tuple[str, str]]


def in_words(text: str, *, pairs: Pairs) -> str:
    """Return a text with other words in place of some, in the order given."""
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def reworded(tool: Tool, *, pairs: Pairs) -> Tool:
    """Return a tool that says other words, for somebody of whom its own must not be said."""
    said = tuple(pairs)

    def spoken(item: Item) -> Item:
        texts = {name: in_words(getattr(item, name), pairs=said) for name in SPOKEN}
        ticks = tuple(
            one.model_copy(update={"label": in_words(one.label, pairs=said)}) for one in item.ticks
        )
        return item.model_copy(update={**texts, "ticks": ticks})

    sections = tuple(
        one.model_copy(
            update={
                "title": in_words(one.title, pairs=said),
                "hint": in_words(one.hint, pairs=said),
                "items": tuple(map(spoken, one.items)),
            }
        )
        for one in tool.sections
    )
    return tool.model_copy(update={"sections": sections})
