"""What a worker tells of a person, as plain values on their way to the record."""

from dataclasses import dataclass
from datetime import date, time

from whitebeam.people.models import CommunicationNeed, Name, Person, SafeContact


@dataclass(frozen=True, slots=True)
class NameFact:
    kind: Name.Kind
    given: str = ""
    family: str = ""
    middle: str = ""


@dataclass(frozen=True, slots=True)
class AddressFact:
    """An ordinary address. A confidential one never takes this form: see `services.location`."""

    lines: str
    postcode: str = ""
    area_code: str = ""
    starts_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class SafeContactFact:
    channel: SafeContact.Channel
    answer: SafeContact.Answer
    days: tuple[int, ...] = ()
    from_time: time | None = None
    to_time: time | None = None
    withhold_number: bool = True
    wording: str = ""
    who_else_sees: str = ""
    safe_word: str = ""


@dataclass(frozen=True, slots=True)
class CommunicationFact:
    kind: CommunicationNeed.Kind
    language: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Everything that may be told of one person in one go."""

    known_as: str
    names: tuple[NameFact, ...] = ()
    date_of_birth: date | None = None
    birth_precision: Person.BirthPrecision = Person.BirthPrecision.NOT_KNOWN
    sex: Person.Sex = Person.Sex.NOT_KNOWN
    pronouns: str = ""
    support_route: str = ""
    area_code: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[AddressFact, ...] = ()
    safe_contacts: tuple[SafeContactFact, ...] = ()
    communication: tuple[CommunicationFact, ...] = ()
    equality: dict[str, str] | None = None
    source: str = ""
