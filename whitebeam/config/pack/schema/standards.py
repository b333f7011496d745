"""Standards that organisations work to, with their criteria."""

from datetime import date

from pydantic import Field

from whitebeam.config.pack.schema.entry import Code, Entry, Line, Name
from whitebeam.config.pack.schema.strategy import Title


class Criterion(Entry):
    """One thing that a standard asks for, numbered in the order of the file."""

    name: Title


class Step(Entry):
    """Something that happened on the way to a standard."""

    what: Title
    when: Name


class Effort(Entry):
    """An organisation's way to the standard, and where it stands."""

    agency: Code
    stands: Title
    starts_on: date | None = Field(default=None, alias="from")
    ends_on: date | None = Field(default=None, alias="until")
    steps: tuple[Step, ...] = ()


class Standard(Entry):
    """A published standard."""

    name: Title
    cycle: Line | None = None
    levels: Title | None = None
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    efforts: tuple[Effort, ...] = ()
