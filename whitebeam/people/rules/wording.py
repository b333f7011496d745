"""The words that a page shows for a comparison. Never a bare number."""

from dataclasses import dataclass
from enum import StrEnum

from whitebeam.people.rules.levels import Field, Finding, Level


class Likeness(StrEnum):
    """What two records may be to each other."""

    VERY_LIKELY = "very likely the same person"
    MAYBE = "may be the same person"
    RELATIVE = "may be a relative or someone in the same household"
    OTHER = "probably someone else"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: one field, how far it agrees, and that in words."""

    field: Field
    level: Level
    words: str


WORDS = {
    (Field.FORENAME, Level.SAME): "Same forename",
    (Field.FORENAME, Level.ALIAS): "Forename is a form of the same name",
    (Field.FORENAME, Level.CLOSE): "Forename is spelt almost the same",
    (Field.FORENAME, Level.SOUND): "Forename sounds the same",
    (Field.FORENAME, Level.MIDDLE): "Forename is a middle name of the other record",
    (Field.FORENAME, Level.INITIAL): "Same initial",
    (Field.FORENAME, Level.NEAR): "Forename is somewhat alike",
    (Field.FORENAME, Level.DIFFERENT): "Forename differs",
    (Field.SURNAME, Level.SAME): "Same surname",
    (Field.SURNAME, Level.PART): "One part of the surname is the same",
    (Field.SURNAME, Level.CLOSE): "Surname is spelt almost the same",
    (Field.SURNAME, Level.SOUND): "Surname sounds the same",
    (Field.SURNAME, Level.NEAR): "Surname is somewhat alike",
    (Field.SURNAME, Level.DIFFERENT): "Surname differs",
    (Field.MIDDLE, Level.SAME): "Same middle name",
    (Field.MIDDLE, Level.INITIAL): "Same middle initial",
    (Field.MIDDLE, Level.NEAR): "Middle name is spelt almost the same",
    (Field.MIDDLE, Level.DIFFERENT): "Middle name differs",
    (Field.BIRTH_DATE, Level.SAME): "Same date of birth",
    (Field.BIRTH_DATE, Level.SWAPPED): "Day and month swapped",
    (Field.BIRTH_DATE, Level.ONE_DIGIT): "Date of birth differs by one slip of a digit",
    (Field.BIRTH_DATE, Level.TWO_PARTS): "Two parts of the date of birth are the same",
    (Field.BIRTH_DATE, Level.YEAR): "Same year of birth, different day",
    (Field.BIRTH_DATE, Level.NEAR): "Born within about a year",
    (Field.BIRTH_DATE, Level.GENERATION): "Born a generation apart",
    (Field.BIRTH_DATE, Level.DIFFERENT): "Date of birth differs",
    (Field.BIRTH_YEAR, Level.SAME): "Same year of birth, exact date not known",
    (Field.BIRTH_YEAR, Level.NEAR): "Year of birth within two years, exact date not known",
    (Field.BIRTH_YEAR, Level.GENERATION): "Born a generation apart",
    (Field.BIRTH_YEAR, Level.DIFFERENT): "Year of birth differs",
    (Field.ADDRESS, Level.HOUSE): "Same postcode and house",
    (Field.ADDRESS, Level.POSTCODE): "Same postcode",
    (Field.ADDRESS, Level.OUTWARD): "Same postal district",
    (Field.ADDRESS, Level.DIFFERENT): "Address is elsewhere",
    (Field.PHONE, Level.SAME): "Same telephone number",
    (Field.PHONE, Level.DIFFERENT): "Telephone number differs",
    (Field.SEX, Level.SAME): "Same sex",
    (Field.SEX, Level.DIFFERENT): "Sex differs",
}

EARLIER_WORDS = {
    (Field.SURNAME, Level.SAME): "Earlier surname is the same",
    (Field.SURNAME, Level.PART): "One part of an earlier surname is the same",
    (Field.SURNAME, Level.CLOSE): "Earlier surname is spelt almost the same",
    (Field.SURNAME, Level.SOUND): "Earlier surname sounds the same",
    (Field.SURNAME, Level.NEAR): "Earlier surname is somewhat alike",
    (Field.ADDRESS, Level.HOUSE): "Earlier postcode and house are the same",
    (Field.ADDRESS, Level.POSTCODE): "Earlier postcode is the same",
    (Field.ADDRESS, Level.OUTWARD): "Earlier postal district is the same",
}


def reason_for(finding: Finding) -> Reason:
    """Return a finding with the words for it."""
    place = (finding.field, finding.level)
    words = EARLIER_WORDS.get(place) if finding.is_earlier else None
    return Reason(finding.field, finding.level, words or WORDS[place])
