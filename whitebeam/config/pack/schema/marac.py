"""MARAC: panels and their members, what each kind of agency is asked, pathways, statements."""

from datetime import date
from typing import Literal

from pydantic import Field

from whitebeam.config.pack.schema.entry import (
    Calendar,
    Code,
    Dated,
    Entry,
    Line,
    Name,
    Part,
    Source,
    Text,
)
from whitebeam.config.pack.schema.partners import AgencyKind
from whitebeam.marac.rules.steps import Step

PersonPart = Literal["VICTIM", "PERPETRATOR", "CHILD", "OTHER"]
IdentifierCode = Literal["NAME", "ALIASES", "DATE_OF_BIRTH", "ADDRESS", "PHONE", "GP", "SCHOOL"]
PathwayKind = Literal["TRIAGE_ONLY", "SETTLED_EARLY", "PROFESSIONALS", "FULL"]


class Pattern(Part):
    """When a panel usually sits: a first day, a time and a length. How often is a clock."""

    first_on: date
    starts_at: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    minutes: int = Field(ge=30, le=480)
    place: Line


class MaracPanel(Entry):
    """The MARAC of one area, who runs it, and the agencies it asks besides its core."""

    name: Name
    area: Code
    coordinated_by: Code
    chaired_by: Code
    advocated_by: Code | None = None
    agreement: Code
    members: tuple[Code, ...] = Field(min_length=2)
    pattern: Pattern


class ResearchTemplate(Entry):
    """What agencies of these kinds are asked: about whom, with which identifiers, for what."""

    kinds: tuple[AgencyKind, ...] = Field(min_length=1)
    parts: tuple[PersonPart, ...] = Field(min_length=1)
    identifiers: tuple[IdentifierCode, ...] = Field(min_length=1)
    prompts: tuple[Line, ...] = Field(min_length=1)


class PathwayClock(Part):
    """How long one step of a pathway may take."""

    value: int = Field(ge=0)
    unit: Literal["hours", "days"]
    calendar: Calendar


class MaracPathway(Entry, Dated):
    """A way that a case may take, with its clocks, from a day."""

    kind: PathwayKind
    name: Name
    guidance: Text
    clocks: dict[Step, PathwayClock] = {}


class LateReason(Dated):
    """A reason for which a case may go on a list that has closed."""

    code: Code
    label: Name
    needs_detail: bool = False
    source: Source


class MaracStatement(Entry, Dated):
    """The confidentiality statement, by version."""

    version: int = Field(ge=1)
    text: Text
