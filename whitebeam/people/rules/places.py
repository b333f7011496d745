"""Postcodes, house numbers and telephone numbers in comparable form."""

import re
from dataclasses import dataclass

from whitebeam.people.rules.folding import fold

FULL_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
OUTWARD_CODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
NOT_CODE = re.compile(r"[^A-Z0-9]")
NOT_DIGIT = re.compile(r"[^0-9]")
HOUSE_NUMBER = re.compile(r"[0-9]+[a-z]?\b")

# ZZ99 is the register's code for "no fixed abode" and the like: it places nobody.
NOWHERE = "ZZ99"
TO_DIGIT = str.maketrans("OISZ", "0152")
PHONE_TAIL = 7


@dataclass(frozen=True, slots=True)
class Place:
    """An address as far as it is compared: outward code, whole postcode, house."""

    outward: str
    postcode: str
    house: str
    is_earlier: bool


def place_of(postcode: str, *, house: str, is_earlier: bool) -> Place | None:
    """Return the comparable form of an address, or nothing if it places nobody."""
    code = NOT_CODE.sub("", fold(postcode).upper())
    if code.startswith(NOWHERE):
        return None
    whole = FULL_POSTCODE.fullmatch(_with_digit_third_from_end(code))
    if whole:
        return Place(whole[1], whole[1] + whole[2], house_of(house), is_earlier)
    if OUTWARD_CODE.fullmatch(code):
        return Place(code, "", "", is_earlier)
    return None


def house_of(text: str) -> str:
    """Return the numbers of a house and flat, or its name folded."""
    folded = fold(text)
    numbers = HOUSE_NUMBER.findall(folded)
    return " ".join(numbers) if numbers else folded.replace(" ", "")


def phone_tail(text: str) -> str:
    """Return the last digits of a telephone number, or nothing if it is none."""
    tail = NOT_DIGIT.sub("", text)[-PHONE_TAIL:]
    return tail if len(tail) == PHONE_TAIL and len(set(tail)) > 1 else ""


def _with_digit_third_from_end(code: str) -> str:
    # The inward half begins with a digit, so a letter there was misread or mistyped.
    if len(code) < 5:
        return code
    return code[:-3] + code[-3].translate(TO_DIGIT) + code[-2:]
