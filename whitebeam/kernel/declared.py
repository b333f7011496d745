"""What each column is: its class, who owns it, how long it is kept, whether a log may name it.

Every concrete field of every model is declared in a `declared` table beside the models; a
structural test fails on a field that is not. Classes F1 to F14 are those of docs/security.md.
"""

from dataclasses import dataclass
from enum import StrEnum


class Class(StrEnum):
    PLAIN = "plain"
    F1 = "reference and status"
    F2 = "identity"
    F3 = "ordinary contact"
    F4 = "confidential location"
    F5 = "safe-contact rule"
    F6 = "risk and narrative"
    F7 = "health and needs"
    F8 = "police intelligence"
    F9 = "children"
    F10 = "person causing harm"
    F11 = "private notes of a specialist service"
    F12 = "immigration and legal privilege"
    F13 = "who told us"
    F14 = "audit"


class Owner(StrEnum):
    PARTNERSHIP = "the partnership"
    AGENCY = "the agency that recorded it"
    USER = "the user"


class Kept(StrEnum):
    CONFIGURATION = "while in use, with its history"
    CASE = "case retention period after closure"
    ACCOUNT = "account retention period after leaving"
    SHORT = "thirty days"
    AUDIT = "never deleted; keys of the person destroyed on erasure"


@dataclass(frozen=True, slots=True)
class Declared:
    """One column's handling. A log may name a value only where `loggable`."""

    held_as: Class
    owner: Owner
    kept: Kept
    loggable: bool = False


PLAIN = Declared(Class.PLAIN, Owner.PARTNERSHIP, Kept.CONFIGURATION, loggable=True)
KEY = Declared(Class.F1, Owner.AGENCY, Kept.CASE, loggable=True)


def case(held_as: Class) -> Declared:
    """Return the handling of a column of this class in a case record."""
    return Declared(held_as, Owner.AGENCY, Kept.CASE)
