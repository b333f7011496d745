"""What the inventor hands over: frozen values, ready for tables and tests."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID


class Source(StrEnum):
    """Kinds of agency that register people and send referrals."""

    SCHOOL = "SCHOOL"
    GP = "GP"
    POLICE = "POLICE"
    HOSPITAL = "HOSPITAL"
    HOUSING = "HOUSING"
    CHILDREN = "CHILDREN"
    CHARITY = "CHARITY"
    PROVIDER = "PROVIDER"
    PARTNERSHIP = "PARTNERSHIP"
    COUNCIL = "COUNCIL"


class Part(StrEnum):
    """The part a person plays in one record."""

    VICTIM = "VICTIM"
    PERPETRATOR = "PERPETRATOR"
    CHILD = "CHILD"
    OTHER = "OTHER"


class Stage(StrEnum):
    """Where a referral stands."""

    RECEIVED = "RECEIVED"
    IN_TRIAGE = "IN_TRIAGE"
    CLAIMED = "CLAIMED"
    RETURNED = "RETURNED"
    DECLINED = "DECLINED"
    ACCEPTED = "ACCEPTED"
    TRANSFER_SENT = "TRANSFER_SENT"
    TRANSFER_RECEIVED = "TRANSFER_RECEIVED"
    RECALLED = "RECALLED"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class Place:
    """An area the partnership serves, as the inventor needs it."""

    code: str
    name: str
    postcodes: tuple[str, ...]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    kind: str
    given: str
    family: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth: exact, or known to the month or the year only."""

    on: date
    precision: str = "EXACT"


@dataclass(frozen=True, slots=True)
class Address:
    line: str
    town: str
    postcode: str
    area: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    kind: str
    value: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SafeRule:
    """How, when and in what words a person may be reached by one channel. Monday is 0."""

    channel: str
    answer: str
    days: tuple[int, ...] = ()
    from_time: time | None = None
    to_time: time | None = None
    wording: str = ""
    seen_by: str = ""
    safe_word: str = ""
    is_withheld: bool = True
    confirmed: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Equality:
    ethnicity: str = ""
    religion: str = ""
    orientation: str = ""
    disability: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One registration of a person; two with one truth are one human being registered twice."""

    id: UUID
    truth: str
    sex: str
    names: tuple[Name, ...]
    birth: Birth | None
    addresses: tuple[Address, ...]
    contacts: tuple[Contact, ...]
    safe: tuple[SafeRule, ...]
    needs: tuple[str, ...]
    language: str
    equality: Equality
    support_route: str
    school: int | None
    registered_by: Source
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """One person's tie to another: `person` is the `kind` of `other`."""

    person: UUID
    other: UUID
    kind: str
    source: Source
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Resident:
    person: UUID
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Involvement:
    person: UUID
    source: Source
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A kind of worker who must not see these people, and why (for the setter only)."""

    people: tuple[UUID, ...]
    worker: Source
    reason: str
    since: date


@dataclass(frozen=True, slots=True)
class Mark:
    """A flag or a warning note about a person."""

    person: UUID
    kind: str
    text: str
    since: date
    review: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Party:
    person: UUID
    part: Part
    to_victim: str = ""
    lives_with_victim: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a referral."""

    stage: Stage
    at: datetime
    by: str
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One referral with everything that was said and done."""

    id: UUID
    source: Source
    area: str
    sent_at: datetime
    risk: str
    abuse: tuple[str, ...]
    relationship: str
    parties: tuple[Party, ...]
    narrative: str
    own_words: str
    home_safe: str
    wants: tuple[str, ...]
    needs: tuple[str, ...]
    pets: tuple[str, ...]
    basis: str
    basis_reason: str
    is_aware: bool
    others: tuple[Source, ...]
    steps: tuple[Step, ...]
    escalated_at: datetime | None = None
    repeat_of: UUID | None = None

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage

    def people(self, part: Part) -> list[UUID]:
        return [party.person for party in self.parties if party.part is part]


@dataclass(frozen=True, slots=True)
class Household:
    """A home, who lives there and around it, and what agencies did.

    `guests` were registered with an earlier household and come again here; `turn` says whose turn
    it is in each office; `asks_match` names people about whom the others were
    asked; `hides_home` says that where they live is kept from everyone.
    """

    index: int
    id: UUID
    pattern: str
    address: Address
    people: tuple[Person, ...]
    guests: tuple[Person, ...]
    residents: tuple[Resident, ...]
    links: tuple[Link, ...]
    involvements: tuple[Involvement, ...]
    stories: tuple[Story, ...]
    blocks: tuple[Block, ...]
    flags: tuple[Mark, ...]
    warnings: tuple[Mark, ...]
    turn: int = 0
    asks_match: tuple[UUID, ...] = ()
    hides_home: bool = False
