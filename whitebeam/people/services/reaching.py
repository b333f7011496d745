"""Her phones, e-mails and ordinary addresses, and what she needs in order to be heard."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.partners.queries import area_of_postcode
from whitebeam.people.events import Happened
from whitebeam.people.models import CommunicationNeed, ContactPoint, Person
from whitebeam.people.services.facts import CommunicationFact
from whitebeam.people.services.findable import renew_match_keys
from whitebeam.people.services.keeping import keep


@transaction.atomic
def add_contact_point(
    person: Person,
    *,
    kind: ContactPoint.Kind,
    value: str,
    postcode: str = "",
    source: str,
    by: User,
    at: datetime,
) -> ContactPoint:
    """Add a phone, an e-mail or an ordinary address; never a place that must stay secret.

    :raises Refused: if the worker may not change the record
    """
    held, agency = keep(person, by=by)
    point = ContactPoint.objects.create(
        person=held,
        kind=kind,
        value="\n".join(filter(None, (value.strip(), postcode.strip().upper()))),
        area=area_of_postcode(postcode) if postcode else None,
        source=source,
        starts_on=at.astimezone(LONDON).date(),
        recorded_by=agency,
    )
    renew_match_keys(held)
    audit.record(
        verb=Happened.CONTACT_POINT_ADDED,
        subject=held,
        classes=(Class.F3,),
        contact_kind=str(kind),
    )
    return point


@transaction.atomic
def end_contact_point(person: Person, *, point_id: UUID, by: User, at: datetime) -> None:
    """Mark a phone, e-mail or address as no longer hers; she is still found by it.

    :raises Refused: if it has ended already
    """
    held, _ = keep(person, by=by)
    ended = held.contact_points.filter(pk=point_id, ended_on=None).update(
        ended_on=at.astimezone(LONDON).date(), updated_at=at
    )
    if not ended:
        raise Refused("This has ended already")
    renew_match_keys(held)
    audit.record(
        verb=Happened.CONTACT_POINT_ENDED, subject=held, classes=(Class.F3,), point_id=point_id
    )


@transaction.atomic
def add_need(person: Person, *, told: CommunicationFact, by: User) -> CommunicationNeed:
    """Add what she needs in order to be heard.

    :raises Refused: if an interpreter is needed and no language is named
    """
    held, agency = keep(person, by=by)
    if told.kind == CommunicationNeed.Kind.INTERPRETER and not told.language.strip():
        raise Refused("Enter the language the interpreter needs")
    need = CommunicationNeed.objects.create(
        person=held,
        kind=told.kind,
        language=told.language.strip(),
        notes=told.notes or None,
        recorded_by=agency,
    )
    audit.record(
        verb=Happened.NEED_ADDED, subject=held, classes=(Class.F7,), need_kind=str(told.kind)
    )
    return need


@transaction.atomic
def end_need(person: Person, *, need_id: UUID, by: User, at: datetime) -> None:
    """Mark that she no longer needs this.

    :raises Refused: if it has ended already
    """
    held, _ = keep(person, by=by)
    ended = held.communication_needs.filter(pk=need_id, ended_on=None).update(
        ended_on=at.astimezone(LONDON).date(), updated_at=at
    )
    if not ended:
        raise Refused("This has ended already")
    audit.record(verb=Happened.NEED_ENDED, subject=held, classes=(Class.F7,), need_id=need_id)
