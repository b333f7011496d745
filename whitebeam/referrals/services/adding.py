"""What a referral tells that is new of a person already known: added, nothing written over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.people import services as people
from whitebeam.people.models import CommunicationNeed, ContactPoint, Person
from whitebeam.people.services import PersonFacts
from whitebeam.people.services.keeping import keep
from whitebeam.people.services.reaching import add_contact_point, add_need

SOURCE = "Referral"


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever sends: the agency, the worker, and the moment."""

    agency: Agency
    by: User
    at: datetime


def add_what_is_new(person: Person, facts: PersonFacts, sender: Sender) -> None:
    """Add ways of reaching her and needs that the record does not hold, and her safe contact.

    A worker who may refer her and not change her record adds safe contact alone; the rest stays in
    the referral's answers.
    """
    for said in facts.safe_contacts:
        people.set_safe_contact(person, said=said, agency=sender.agency, by=sender.by, at=sender.at)
    if not _may_keep(person, sender):
        return
    held = {
        (point.kind, _bare(str(point.value)))
        for point in ContactPoint.objects.filter(person=person, ended_on=None)
    }
    for kind, value, postcode in _points(facts):
        if (kind, _bare(value + postcode)) not in held:
            add_contact_point(
                person,
                kind=kind,
                value=value,
                postcode=postcode,
                source=SOURCE,
                by=sender.by,
                at=sender.at,
            )
    needs = CommunicationNeed.objects.filter(person=person, ended_on=None)
    needed = set(needs.values_list("kind", flat=True))
    for told in facts.communication:
        if told.kind not in needed:
            add_need(person, told=told, by=sender.by)


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
