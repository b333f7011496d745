"""A household while it is being put together: its people, its ties and who knows them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from .dice import Dice
from .name_lists import Heritage
from .names import family_name, given_name, heritage_of
from .persons import Sketch, person_from
from .places import address_in
from .values import Address, Involvement, Link, Person, Place, Resident, Source
from .working_time import moment_on


@dataclass(slots=True)
class Scene:
    """Collects what one household is made of."""

    index: int
    place: Place
    today: date
    dice: Dice
    source: Source
    seen_on: date
    children: int = 0
    address: Address = field(init=False)
    heritage: Heritage = field(init=False)
    family: str = field(init=False)
    people: list[Person] = field(default_factory=list)
    residents: list[Resident] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    involvements: list[Involvement] = field(default_factory=list)

    def __post_init__(self) -> None:
        since = self.seen_on - timedelta(days=self.dice.number(60, 4000))
        self.address = address_in(self.place, since=since, dice=self.dice)
        self.heritage = heritage_of(self.dice)
        self.family = family_name(self.heritage, self.dice)

    def born(self, age: int) -> date:
        """Give a birthday for someone of that age today."""
        return self.today - timedelta(days=int(age * 365.25) + self.dice.number(0, 364))

    def sketch(self, *, sex: str, born: date, at_home: bool, married: str = "") -> Sketch:
        """Decide the outline of a person of this household's heritage."""
        dice = self.dice
        left = self.seen_on - timedelta(days=dice.number(30, 900))
        return Sketch(
            truth=f"{self.index}.{len(self.people)}",
            sex=sex,
            born=born,
            given=given_name(self.heritage, sex, born.year, dice),
            family=married or self.family,
            heritage=self.heritage,
            address=self.address if at_home else address_in(self.place, since=left, dice=dice),
            place=self.place,
            source=self.source,
            seen_at=self.moment(),
            before=self.family if married else "",
        )

    def admit(self, sketch: Sketch, *, at_home: bool) -> Person:
        """Take a person into the household's record."""
        person = person_from(sketch, today=self.today, dice=self.dice)
        self.people.append(person)
        if at_home:
            since = max(sketch.born, self.address.since)
            self.residents.append(Resident(person.id, since))
        self.known_to(person.id, self.source)
        return person

    def tie(self, person: UUID, other: UUID, kind: str, *, ended: bool = False) -> None:
        """Record that `person` is the `kind` of `other`."""
        since = self.seen_on - timedelta(days=self.dice.number(300, 5000))
        until = self.seen_on - timedelta(days=self.dice.number(5, 290)) if ended else None
        self.links.append(Link(person, other, kind, self.source, since, until))

    def known_to(self, person: UUID, source: Source) -> None:
        """Record that an agency of this kind is involved with the person."""
        since = self.seen_on - timedelta(days=self.dice.number(0, 400))
        until = None
        if self.dice.chance(0.25):
            until = since + timedelta(days=self.dice.number(30, 300))
            until = until if until < self.today else None
        self.involvements.append(Involvement(person, source, since, until))

    def moment(self) -> datetime:
        """Give the moment these people were first written down."""
        return moment_on(self.seen_on, self.source, self.dice)
