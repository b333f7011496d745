"""Writing the people of a referral: whom it is about, and the part each plays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.people import policy as people_policy
from whitebeam.people import services as people
from whitebeam.people.models import Involvement, Person, Relationship
from whitebeam.people.services import PersonFacts
from whitebeam.referrals.models import Part, Referral
from whitebeam.referrals.rules.told import Told
from whitebeam.referrals.services import person_facts
from whitebeam.referrals.services.adding import SOURCE, Sender, add_what_is_new

LIVES_WITH_HER = frozenset({"WITH_PERSON", "YES"})


@dataclass(frozen=True, slots=True)
class Role:
    """A person in her part, before the referral is written."""

    person: Person
    kind: Part.Kind
    relationship: str = ""
    lives_where: str = ""
    school: str = ""


def cast(said: Told, *, area_code: str, sender: Sender) -> tuple[Role, ...]:
    """Write or find everyone the referral names, and tie them to each other.

    A person without a name gets no record of her own; the answers still speak of her.

    :raises Refused: if a person chosen as already known cannot be seen, or plays two parts
    """
    victim = _victim(said, area_code, sender)
    others = (*_children(said, area_code, sender), *_harmers(said, sender))
    roles = (Role(victim, Part.Kind.VICTIM), *others)
    if len({role.person.pk for role in roles}) < len(roles):
        raise Refused("The same person is named twice here. Check who plays which part.")
    _tie(victim, others, sender)
    return roles


def write_parts(referral: Referral, roles: Sequence[Role]) -> None:
    """Write the part that each person plays in this referral."""
    Part.objects.bulk_create(
        Part(
            referral=referral,
            person=role.person,
            kind=role.kind,
            relationship=role.relationship,
            position=position,
            school=role.school or None,
            lives_where=role.lives_where,
        )
        for position, role in enumerate(roles)
    )


def _victim(said: Told, area_code: str, sender: Sender) -> Person:
    facts = person_facts.facts_of_victim(said, area_code=area_code, source=SOURCE)
    home = person_facts.home_of(said)
    if said.known_person:
        person = _known(said.known_person, sender)
        add_what_is_new(person, facts, sender)
    else:
        person = _registered(facts, sender)
    if home and said.is_home_confidential():
        people.put_location(person, text=home, agency=sender.agency, by=sender.by)
    return person


def _children(said: Told, area_code: str, sender: Sender) -> Iterator[Role]:
    for child in said.items("child"):
        lives = child.choice("child.lives_with")
        area = area_code if lives in LIVES_WITH_HER else ""
        facts = person_facts.facts_of_child(child, area_code=area, source=SOURCE)
        if person := _known_or_registered(child, facts, sender):
            school = child.text("child.school")
            yield Role(person, Part.Kind.CHILD, Relationship.Kind.CHILD, lives, school)


def _harmers(said: Told, sender: Sender) -> Iterator[Role]:
    for harmer in said.items("harm_person"):
        facts = person_facts.facts_of_harmer(harmer, source=SOURCE)
        if person := _known_or_registered(harmer, facts, sender):
            yield Role(
                person,
                Part.Kind.PERPETRATOR,
                harmer.choice("harm_person.relationship", default=Relationship.Kind.NOT_KNOWN),
                harmer.choice("harm_person.lives_with"),
            )


def _known_or_registered(said: Told, facts: PersonFacts, sender: Sender) -> Person | None:
    if said.known_person:
        return _known(said.known_person, sender)
    return _registered(facts, sender) if facts.known_as else None


def _known(person_id: str, sender: Sender) -> Person:
    try:
        person = people_policy.visible_to(sender.by).filter(pk=UUID(person_id)).first()
    except ValueError:
        person = None
    if person is None:
        raise Refused("A person you chose as already known can no longer be seen. Choose again.")
    people.involve(
        person,
        agency=sender.agency,
        capacity=Involvement.Capacity.REFERRER,
        purpose=Purpose.SUPPORT,
        by=sender.by,
        on=_day(sender),
    )
    return person


def _registered(facts: PersonFacts, sender: Sender) -> Person:
    return people.register_person(
        facts=facts,
        agency=sender.agency,
        by=sender.by,
        at=sender.at,
        on=_day(sender),
        capacity=Involvement.Capacity.REFERRER,
        purpose=Purpose.SUPPORT,
    )


def _tie(victim: Person, others: Sequence[Role], sender: Sender) -> None:
    for role in others:
        people.relate(
            role.person,
            victim,
            kind=_tie_of(role.relationship),
            agency=sender.agency,
            source=SOURCE,
        )
    home = [role.person for role in others if role.lives_where in LIVES_WITH_HER]
    if home:
        people.share_household([victim, *home], agency=sender.agency, source=SOURCE)


def _tie_of(code: str) -> Relationship.Kind:
    known = code in Relationship.Kind.values
    return Relationship.Kind(code) if known else Relationship.Kind.OTHER


def _day(sender: Sender) -> date:
    return sender.at.astimezone(LONDON).date()
