"""The indicator book, the characteristics it counts by, and figures that papers name."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from whitebeam.config.pack.schema.entry import Code, Dated, Entry, Line, Name, Part, Source, Text

IndicatorCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", max_length=40)
]
Pillar = Literal["PREVENTION", "NEED", "RECOVERY", "CONTEXT"]


class Group(Part):
    """One group of a characteristic."""

    code: Code
    name: Name


class Characteristic(Entry):
    """A characteristic by which indicators are counted."""

    name: Name
    groups: tuple[Group, ...] = Field(min_length=2)


class Break(Part):
    """A day from which an indicator means something else, and why."""

    on: date
    why: Text


class Use(Part):
    """Who asks for the figure, and for what."""

    who: Name
    what: Name


class Indicator(Dated):
    """One version of an indicator's definition."""

    code: IndicatorCode
    version: int = Field(default=1, ge=1)
    number: int = Field(ge=1)
    title: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    pillar: Pillar
    definition: Text
    numerator: Text
    denominator: str = ""
    whole_name: str = Field(default="", max_length=80)
    whole_code: IndicatorCode | Literal[""] = ""
    unit: Literal["COUNT", "PERCENT", "RATE", "MEDIAN", "MONEY"]
    unit_words: str = Field(min_length=1, max_length=40)
    per: int = Field(default=100, ge=1)
    polarity: Literal["HIGHER", "LOWER", "CONTEXT"]
    owner_words: Line
    owners: tuple[Code, ...] = Field(min_length=1)
    data_source: Line
    cadence: Literal["QUARTER", "YEAR"]
    submission_days: int = Field(ge=1, le=250)
    by_area: bool = False
    breakdowns: tuple[Code, ...] = ()
    suppression: Literal["PEOPLE", "THINGS"]
    most: Decimal | None = None
    caveat: Text
    benchmark: str = Field(default="", max_length=240)
    breaks: tuple[Break, ...] = ()
    uses: tuple[Use, ...] = ()
    computed: str = ""
    hours: Decimal = Field(gt=0)
    source: Source

    @model_validator(mode="after")
    def _says_of_what(self) -> "Indicator":
        if self.unit in {"PERCENT", "RATE"} and not (self.whole_name and self.denominator):
            raise ValueError("A share or a rate needs 'denominator' and 'whole_name'.")
        return self


class PublishedFigure(Part):
    """A figure that a paper names. `part` and `whole` let its share be worked out again."""

    code: Code
    number: int
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    pillar: Pillar
    words: str = Field(min_length=1, max_length=60)
    about: str = Field(min_length=1, max_length=80)
    value: Decimal | None = None
    part: int | None = Field(default=None, ge=0)
    whole: int | None = Field(default=None, ge=1)
    starts_on: date | None = None
    ends_on: date | None = None
    indicator: IndicatorCode | None = None
    caveat: str = Field(default="", max_length=240)
    source: Source
