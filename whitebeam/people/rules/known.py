"""What is known of one person, as it was typed or stored, before any tidying."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NameKind(StrEnum):
    LEGAL = "LEGAL"
    KNOWN_AS = "KNOWN_AS"
    PREVIOUS = "PREVIOUS"
    ALIAS = "ALIAS"


class Precision(StrEnum):
    """How a date of birth was given: to the day, by its year, or as an age."""

    EXACT = "EXACT"
    YEAR = "YEAR"
    AGE = "AGE"


@dataclass(frozen=True, slots=True)
class NameParts:
    kind: NameKind
    given: str = ""
    middle: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    postcode: str
    house: str = ""
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """One person, or the part of a person that a worker has typed so far."""

    names: tuple[NameParts, ...] = ()
    date_of_birth: date | None = None
    precision: Precision = Precision.EXACT
    sex: str = ""
    addresses: tuple[Address, ...] = ()
    phones: tuple[str, ...] = ()
