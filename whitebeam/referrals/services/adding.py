"""What a referral tells that is new of a person already known: added, nothing written over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.people import services as people
from whitebeam.people.models import CommunicationNeed, ContactPoint, Name, Person
from whitebeam.people.services import CommunicationFact, NameFact, PersonFacts
from whitebeam.people.services.keeping import keep
from whitebeam.people.services.naming import add_name, correct_birth
from whitebeam.people.services.reaching import add_contact_point, add_need

SOURCE = "Referral"


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever sends: the agency, the worker, and the moment."""

    agency: Agency
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What is told of a person that her record does not hold."""

    points: tuple[tuple[ContactPoint.Kind, str, str], ...]
    needs: tuple[CommunicationFact, ...]
    names: tuple[NameFact, ...]
    born: bool

    def __bool__(self) -> bool:
        return bool(self.points or self.needs or self.names or self.born)


def add_what_is_new(person: Person, facts: PersonFacts, sender: Sender) -> None:
    """Add her safe contact, and what else her record does not hold.

    A worker who may refer her and not change her record adds safe contact alone. The rest stays in
    the referral's answers, and whoever holds the referral takes it into her record
    (`taking_up`).
    """
    for said in facts.safe_contacts:
        people.set_safe_contact(person, said=said, agency=sender.agency, by=sender.by, at=sender.at)
    if _may_keep(person, sender):
        write_news(person, facts, by=sender.by, at=sender.at)


def news_of(person: Person, facts: PersonFacts) -> News:
    """Return what these facts add to her record; what it holds already is never written over."""
    held = {
        (point.kind, _bare(str(point.value)))
        for point in ContactPoint.objects.filter(person=person, ended_on=None)
    }
    needs = CommunicationNeed.objects.filter(person=person, ended_on=None)
    needed = set(needs.values_list("kind", flat=True))
    called = {_bare(name.given + name.family) for name in person.names.all()}
    return News(
        points=tuple(
            point for point in _points(facts) if (point[0], _bare(point[1] + point[2])) not in held
        ),
        needs=tuple(told for told in facts.communication if told.kind not in needed),
        names=tuple(
            name
            for name in facts.names
            if name.kind != Name.Kind.KNOWN_AS and _bare(name.given + name.family) not in called
        ),
        born=person.date_of_birth is None and facts.date_of_birth is not None,
    )


def write_news(person: Person, facts: PersonFacts, *, by: User, at: datetime) -> News:
    """Add to her record what it does not hold, and return it.

    :raises Refused: if the worker may not change the record
    """
    news = news_of(person, facts)
    for kind, value, postcode in news.points:
        add_contact_point(
            person, kind=kind, value=value, postcode=postcode, source=SOURCE, by=by, at=at
        )
    for told in news.needs:
        add_need(person, told=told, by=by)
    for name in news.names:
        add_name(person, told=name, by=by, at=at)
    if news.born:
        correct_birth(
            person,
            born=facts.date_of_birth,
            precision=facts.birth_precision,
            version=person.version,
            by=by,
            at=at,
        )
    return news


def _points(facts: PersonFacts) -> Iterator[tuple[ContactPoint.Kind, str, str]]:
    for phone in facts.phones:
        yield ContactPoint.Kind.PHONE, phone, ""
    for email in facts.emails:
        yield ContactPoint.Kind.EMAIL, email, ""
    for address in facts.addresses:
        yield ContactPoint.Kind.ADDRESS, address.lines, address.postcode


def _may_keep(person: Person, sender: Sender) -> bool:
    try:
        keep(person, by=sender.by)
    except Refused:
        return False
    return True


def _bare(value: str) -> str:
    return "".join(value.split()).lower()
