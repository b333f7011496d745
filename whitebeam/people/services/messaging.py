"""The one way by which a message leaves for a person: through the safe-contact gate.

A stopped message is told to the worker with the gate's own sentence, and recorded. It makes no
savepoint of its own: the record of a stop must stay when the caller catches the refusal.
"""

from datetime import datetime
from typing import NoReturn

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.audit.models import Decision
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.notices.services import send_out
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.models import ContactPoint, Person, SafeContact
from whitebeam.people.services.safe_contact import may_contact

# What is said aloud or in person is not sent by a machine.
SENT_TO = {
    SafeContact.Channel.TEXT: ContactPoint.Kind.PHONE,
    SafeContact.Channel.EMAIL: ContactPoint.Kind.EMAIL,
    SafeContact.Channel.POST: ContactPoint.Kind.ADDRESS,
}


def send_to_person(
    person: Person, *, channel: SafeContact.Channel, template: str, at: datetime, by: User
) -> None:
    """Send a person a message of this template, if that is safe at this moment.

    :raises Refused: if the gate is shut, with its reason; or there is nowhere to send it
    """
    if not policy.keepable_by(by).filter(pk=person.pk).exists():
        _stop(person, channel, template, "You may not write to this person")
    judged = may_contact(person, channel=channel, at=at)
    if not judged.is_open:
        _stop(person, channel, template, judged.sentence)
    address = _address(person, channel)
    if not address:
        _stop(person, channel, template, "Nothing is held to which this could be sent")
    send_out(
        channel=str(channel), address=address, template=template, reference=f"person:{person.pk}"
    )
    audit.record(
        verb=Happened.CONTACT_MADE,
        subject=person,
        classes=(Class.F3, Class.F5),
        channel=str(channel),
        template=template,
    )


def _address(person: Person, channel: SafeContact.Channel) -> str:
    kind = SENT_TO.get(channel)
    if kind is None:
        return ""
    points = ContactPoint.objects.filter(person=person, kind=kind, ended_on=None)
    newest = points.order_by("-created_at").first()
    return "" if newest is None else str(newest.value)


def _stop(person: Person, channel: SafeContact.Channel, template: str, sentence: str) -> NoReturn:
    audit.record(
        verb=Happened.CONTACT_STOPPED,
        subject=person,
        classes=(Class.F5,),
        decision=Decision.REFUSED,
        channel=str(channel),
        template=template,
    )
    raise Refused(sentence)
