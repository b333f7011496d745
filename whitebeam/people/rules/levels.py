"""The fields two records are compared on, and how far each may agree."""

from enum import StrEnum
from typing import NamedTuple


class Field(StrEnum):
    FORENAME = "forename"
    SURNAME = "surname"
    MIDDLE = "middle"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"
    ADDRESS = "address"
    PHONE = "phone"
    SEX = "sex"


class Level(StrEnum):
    """How far a field agrees; what each means depends on the field."""

    SAME = "same"
    ALIAS = "alias"
    PART = "part"
    CLOSE = "close"
    SOUND = "sound"
    MIDDLE = "middle"
    INITIAL = "initial"
    NEAR = "near"
    SWAPPED = "swapped"
    ONE_DIGIT = "one_digit"
    TWO_PARTS = "two_parts"
    YEAR = "year"
    GENERATION = "generation"
    HOUSE = "house"
    POSTCODE = "postcode"
    OUTWARD = "outward"
    DIFFERENT = "different"


class Finding(NamedTuple):
    """How far one field agrees.

    ``share`` is the share of people who would agree so far by chance, where the value itself says
    (a common name or a rare one). ``is_earlier`` says that a former name or address agreed.
    """

    field: Field
    level: Level
    share: float | None = None
    is_earlier: bool = False
