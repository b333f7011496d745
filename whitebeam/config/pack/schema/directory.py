"""Services and who provides them, contracts by lot, helplines, groups."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from whitebeam.config.pack.schema.entry import (
    Areas,
    Code,
    Entry,
    Line,
    Name,
    Part,
    Risk,
    Sex,
    Text,
    Value,
)

ServiceKind = Literal[
    "POINT_OF_ACCESS",
    "INTEGRATED_SERVICE",
    "ADVOCACY",
    "REFUGE",
    "SAFE_ACCOMMODATION",
    "SANCTUARY",
    "CHILDREN_AND_YOUNG_PEOPLE",
    "THERAPY_AND_RECOVERY",
    "HOUSING",
    "LEGAL",
    "BEHAVIOUR_CHANGE",
    "SAFEGUARDING",
    "HEALTH",
    "DROP_IN",
    "PROFESSIONAL_ADVICE",
]
ServiceStatus = Literal["RUNNING", "PILOT", "PLANNED", "ENDED"]
OFFERED: tuple[ServiceStatus, ...] = ("RUNNING", "PILOT")
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9 ]{3,20}$")]


class Eligibility(Part):
    """Whom a service is for. Nothing named means nobody is left out on that ground."""

    age_min: int | None = Field(default=None, ge=0, le=130)
    age_max: int | None = Field(default=None, ge=0, le=130)
    sexes: tuple[Sex, ...] = ()
    risks: tuple[Risk, ...] = ()
    needs: tuple[Value, ...] = ()
    note: str = ""


class Service(Entry):
    """A service or scheme that a person can be referred to, or that workers can turn to."""

    name: Name
    kind: ServiceKind
    provider: Code
    lot: Code | None = None
    areas: Areas
    summary: Text
    eligibility: Eligibility = Eligibility()
    status: ServiceStatus = "RUNNING"
    starts_on: date | None = Field(default=None, alias="from")


class Contract(Part):
    """The terms of a lot. `published_end` is the last end that was published; `ends_on` is set
    only when the service has really ended."""

    starts_on: date | None = Field(default=None, alias="from")
    years: int | None = Field(default=None, ge=1)
    extensions: tuple[int, ...] = ()
    published_end: date | None = None
    ends_on: date | None = Field(default=None, alias="until")
    note: str = ""


class Lot(Entry):
    """A part of a contract: areas, provider, the service given there."""

    name: Name
    areas: tuple[Code, ...] = Field(min_length=1)
    provider: Code
    contract: Contract


class Helpline(Entry):
    """A number to call. Shown only when confirmed, which takes two places that agree."""

    name: Name
    phone: Phone
    hours: Name
    audience: Line
    confirmed: bool
    places: tuple[Text, ...] = Field(min_length=1)
