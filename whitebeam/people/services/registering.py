"""Writing a person's record for the first time, and who works with her.

The order matters to the walls: the person, then the involvement that makes her visible, then what
belongs to her.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Agency, Area, SharingAgreement
from whitebeam.people.events import Happened
from whitebeam.people.models import (
    CommunicationNeed,
    ContactPoint,
    EqualityAnswers,
    Household,
    HouseholdMember,
    Involvement,
    MatchKey,
    Name,
    Person,
    Relationship,
)
from whitebeam.people.rules.keys import keys_of
from whitebeam.people.rules.known import Address, Known, NameKind, NameParts, Precision
from whitebeam.people.rules.standardise import standardise
from whitebeam.people.services.facts import (
    AddressFact,
    CommunicationFact,
    NameFact,
    PersonFacts,
    SafeContactFact,
)
from whitebeam.people.services.safe_contact import write_safe_contact

__all__ = [
    "AddressFact",
    "CommunicationFact",
    "NameFact",
    "PersonFacts",
    "SafeContactFact",
    "end_involvement",
    "involve",
    "register_person",
    "relate",
    "share_household",
]

PRECISION = {
    Person.BirthPrecision.YEAR: Precision.YEAR,
    Person.BirthPrecision.ESTIMATE: Precision.AGE,
}


@transaction.atomic
def register_person(
    *,
    facts: PersonFacts,
    agency: Agency,
    by: User,
    at: datetime,
    on: date,
    capacity: Involvement.Capacity = Involvement.Capacity.RECORD,
    purpose: Purpose = Purpose.SUPPORT,
) -> Person:
    """Write a new person for this agency, with all that was told of her, and make her findable.

    :raises Refused: if she has no name to be known by
    """
    if not facts.known_as.strip():
        raise Refused("Enter a name, or what the person is known as")
    person = Person.objects.create(
        known_as=facts.known_as.strip(),
        date_of_birth=facts.date_of_birth,
        birth_precision=facts.birth_precision,
        sex=facts.sex,
        pronouns=facts.pronouns,
        support_route=facts.support_route,
        area=_area(facts.area_code),
        recorded_by=agency,
        entered_by=by,
    )
    involve(person, agency=agency, capacity=capacity, purpose=purpose, by=by, on=on)
    _write_names(person, facts, agency)
    _write_contact_points(person, facts, agency)
    _write_needs(person, facts, agency)
    for said in facts.safe_contacts:
        write_safe_contact(person, said, agency=agency, by=by, on=on)
    _write_match_keys(person, facts)
    audit.record(
        verb=Happened.PERSON_REGISTERED,
        subject=person,
        classes=(Class.F2, Class.F3, Class.F5),
        agency_id=agency.pk,
    )
    return person


def involve(
    person: Person,
    *,
    agency: Agency,
    capacity: Involvement.Capacity,
    purpose: Purpose,
    by: User,
    on: date,
    agreement: SharingAgreement | None = None,
) -> None:
    """Record that an agency works with a person from today; doing so twice changes nothing."""
    if Involvement.objects.filter(
        person=person, agency=agency, capacity=capacity, ended_at=None
    ).exists():
        return
    Involvement.objects.bulk_create(
        [
            Involvement(
                person=person,
                agency=agency,
                capacity=capacity,
                purpose=purpose,
                agreement=agreement,
                starts_on=on,
                added_by=by,
            )
        ],
        # The walls hide another agency's involvement from the worker who adds one for it.
        ignore_conflicts=True,
    )
    audit.record(
        verb=Happened.AGENCY_INVOLVED,
        subject=person,
        agency_id=agency.pk,
        capacity=str(capacity),
        agreement_id=agreement.pk if agreement else None,
    )


def end_involvement(
    people: Sequence[UUID],
    *,
    agency: Agency,
    capacity: Involvement.Capacity,
    at: datetime,
) -> None:
    """Record that an agency no longer works with these people in this capacity."""
    open_now = Involvement.objects.filter(
        person__in=people, agency=agency, capacity=capacity, ended_at=None
    )
    ended = list(open_now.values_list("person", flat=True))
    open_now.update(ended_at=at, updated_at=at)
    for person_id in ended:
        audit.record(
            verb=Happened.INVOLVEMENT_ENDED,
            person_id=person_id,
            agency_id=agency.pk,
            capacity=str(capacity),
        )


def relate(
    person: Person,
    other: Person,
    *,
    kind: Relationship.Kind,
    agency: Agency,
    source: str = "",
    starts_on: date | None = None,
    ended_on: date | None = None,
) -> Relationship:
    """Record what one person is to another."""
    return Relationship.objects.create(
        person=person,
        other=other,
        kind=kind,
        recorded_by=agency,
        source=source,
        starts_on=starts_on,
        ended_on=ended_on,
    )


def share_household(
    people: Sequence[Person], *, agency: Agency, source: str = "", on: date | None = None
) -> Household:
    """Record that these people live together from a day, or since nobody knows when."""
    household = Household.objects.create(recorded_by=agency, source=source)
    HouseholdMember.objects.bulk_create(
        HouseholdMember(household=household, person=person, starts_on=on, source=source)
        for person in people
    )
    return household


def known_of(facts: PersonFacts) -> Known:
    """Return these facts as the matching rules take them; confidential places are never among."""
    told = facts.names or (NameFact(Name.Kind.KNOWN_AS, *_split(facts.known_as)),)
    return Known(
        names=tuple(NameParts(NameKind(n.kind), n.given, n.middle, n.family) for n in told),
        date_of_birth=facts.date_of_birth,
        precision=PRECISION.get(facts.birth_precision, Precision.EXACT),
        sex=str(facts.sex),
        addresses=tuple(
            Address(a.postcode, house=a.lines, is_earlier=a.ended_on is not None)
            for a in facts.addresses
        ),
        phones=facts.phones,
    )


def _split(known_as: str) -> tuple[str, str]:
    given, _, family = known_as.strip().partition(" ")
    return given, family


def _area(code: str) -> Area | None:
    return Area.objects.filter(code=code).first() if code else None


def _write_names(person: Person, facts: PersonFacts, agency: Agency) -> None:
    told = facts.names or (NameFact(Name.Kind.KNOWN_AS, *_split(facts.known_as)),)
    Name.objects.bulk_create(
        Name(
            person=person,
            kind=name.kind,
            given=name.given,
            middle=name.middle,
            family=name.family,
            recorded_by=agency,
        )
        for name in told
        if name.given or name.family
    )


def _contact_points(person: Person, facts: PersonFacts, agency: Agency) -> Iterator[ContactPoint]:
    common = {"person": person, "source": facts.source, "recorded_by": agency}
    for phone in facts.phones:
        yield ContactPoint(kind=ContactPoint.Kind.PHONE, value=phone, **common)
    for email in facts.emails:
        yield ContactPoint(kind=ContactPoint.Kind.EMAIL, value=email, **common)
    for address in facts.addresses:
        yield ContactPoint(
            kind=ContactPoint.Kind.ADDRESS,
            value="\n".join(filter(None, (address.lines, address.postcode))),
            area=_area(address.area_code),
            starts_on=address.starts_on,
            ended_on=address.ended_on,
            **common,
        )


def _write_contact_points(person: Person, facts: PersonFacts, agency: Agency) -> None:
    ContactPoint.objects.bulk_create(_contact_points(person, facts, agency))


def _write_needs(person: Person, facts: PersonFacts, agency: Agency) -> None:
    CommunicationNeed.objects.bulk_create(
        CommunicationNeed(
            person=person,
            kind=need.kind,
            language=need.language,
            notes=need.notes or None,
            recorded_by=agency,
        )
        for need in facts.communication
    )
    if facts.equality:
        EqualityAnswers.objects.create(
            person=person, answers=json.dumps(facts.equality), recorded_by=agency
        )


def _write_match_keys(person: Person, facts: PersonFacts) -> None:
    keys = keys_of(standardise(known_of(facts)), secret=settings.KEYRING.match_key)
    MatchKey.objects.bulk_create(
        (MatchKey(person=person, kind=key.kind, key=key.value) for key in keys),
        # A guest may add and not read: so nothing may be returned from what was written.
        ignore_conflicts=True,
    )
