"""Frameworks with their commitments, projects with their figures, consultations, other plans."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from whitebeam.config.pack.schema.entry import Code, Entry, Line, Name, Part, Source, Text
from whitebeam.config.pack.schema.figures import IndicatorCode

Short = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=20, strip_whitespace=True)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=160, strip_whitespace=True)]
Year = Annotated[str, StringConstraints(pattern=r"^20\d\d-\d\d$")]
Stage = Literal["PLANNED", "RUNNING", "FINISHED"]
LinkKind = Literal["VOICE", "RECOMMENDATION"]


class Promise(Part):
    """A commitment, objective or opportunity, in the pack's own short words.

    `leads_to` names strands of later frameworks; an empty list says that it ended, and why.
    """

    number: int = Field(ge=1, le=999)
    words: Text
    leads_to: tuple[Code, ...] | None = None
    ended: str = ""
    source: Source


class Strand(Entry):
    """A strand, priority or pillar. `count` is how many commitments the source says it has."""

    number: int = Field(ge=1, le=99)
    name: Name
    outcome: Text
    count: int | None = Field(default=None, ge=0, le=999)
    commitments: tuple[Promise, ...] = ()
    objectives: tuple[Promise, ...] = ()
    opportunities: tuple[Promise, ...] = ()
    addendum: tuple[Promise, ...] = ()


class Question(Entry):
    """A question of the review, and where its answer is to be looked for."""

    question: Line
    evidence: Line


class StrategyReview(Part):
    """When a strategy is reviewed, and by which questions."""

    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="until")
    criteria: tuple[Question, ...] = Field(min_length=1)
    source: Source


class Framework(Entry):
    """A strategy or statement of purpose."""

    name: Title
    short: Short
    aim: Text
    strand_word: Word
    commitment_word: Word
    starts_on: date | None = Field(default=None, alias="from")
    ends_on: date | None = Field(default=None, alias="until")
    review: StrategyReview | None = None
    strands: tuple[Strand, ...] = Field(min_length=1)


class Figure(Entry):
    """A number that a document states. `part` of `whole` is kept where it gives both."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    shown: Short
    value: float | None = None
    part: int | None = Field(default=None, ge=0)
    whole: int | None = Field(default=None, ge=1)
    as_of: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    indicator: IndicatorCode | None = None
    note: str = ""


class ProjectLink(Entry):
    """A finding of voice or a recommendation that a project answers."""

    kind: LinkKind
    words: Line


class Project(Entry):
    """A project of the plan. Its numbers are written in the summary as {codes of figures}.

    `indicators` names those of the book by which one sees whether it works.
    """

    name: Title
    strand: Code
    commitment: Code | None = None
    parent: Code | None = None
    theme: Name
    owner: Code
    team: Code | None = None
    group: Code | None = None
    year: Year
    starts_on: date | None = Field(default=None, alias="from")
    ends_on: date | None = Field(default=None, alias="until")
    stage: Stage
    money: str = Field(default="", max_length=240)
    duty: str = Field(default="", max_length=240)
    equality: str = ""
    summary: Text
    public: str = ""
    figures: tuple[Figure, ...] = ()
    links: tuple[ProjectLink, ...] = ()
    indicators: tuple[IndicatorCode, ...] = ()


class Asked(Part):
    """Who was asked and how; a number that no source gives is left out."""

    code: Code
    who: Title
    method: Title
    asked: int | None = Field(default=None, ge=0)
    replied: int | None = Field(default=None, ge=0)


class Theme(Part):
    """What people said and what changed."""

    code: Code
    words: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    changed: str = Field(default="", max_length=400)


class Consultation(Entry):
    """One consultation about a framework."""

    framework: Code
    name: Title
    held: str = Field(default="", max_length=80)
    changed: str = ""
    parts: tuple[Asked, ...] = Field(min_length=1)
    themes: tuple[Theme, ...] = ()


class PlanLine(Entry):
    """A line of another board's plan, and the project whose state it shows."""

    words: Line
    project: Code


class OtherPlan(Entry):
    """A plan that another board keeps."""

    name: Title
    board: Code | None = None
    lines: tuple[PlanLine, ...] = Field(min_length=1)
