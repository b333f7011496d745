"""The safe-contact gate: no call, text, e-mail or letter but in a way she said is safe.

Where nothing is known the answer is no (domain: safe contact, default *not known: do not contact*).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency
from whitebeam.partners.queries import setting_in_force
from whitebeam.people.events import Happened
from whitebeam.people.models import Person, SafeContact
from whitebeam.people.services.facts import SafeContactFact

LONDON = ZoneInfo("Europe/London")
RECONFIRM_DAYS = "contact.reconfirm_days"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a contact may go ahead, and a sentence that says why or why not."""

    sentence: str
    is_open: bool = False


def may_contact(person: Person, *, channel: SafeContact.Channel, at: datetime) -> Gate:
    """Say whether this person may be contacted in this way at this moment."""
    said = SafeContact.objects.filter(person=person, channel=channel, superseded_at=None).first()
    return gate(said, at=at)


def gate(said: SafeContact | None, *, at: datetime) -> Gate:
    """Judge one safe-contact rule at a moment; the days are Monday 0 to Sunday 6, London time."""
    if said is None or said.answer == SafeContact.Answer.NOT_KNOWN:
        return Gate("Not known to be safe: do not contact this way")
    if said.answer == SafeContact.Answer.UNSAFE:
        return Gate("She said this way is not safe")
    here = at.astimezone(LONDON)
    if said.expires_on is None or here.date() > said.expires_on:
        return Gate("What she said is too old: confirm it again first")
    if said.days and here.weekday() not in said.days:
        return Gate("Not a safe day")
    if said.from_time and said.to_time and not said.from_time <= here.time() < said.to_time:
        return Gate("Not a safe time of day")
    return Gate("She said this way is safe now", is_open=True)


@transaction.atomic
def set_safe_contact(
    person: Person, *, said: SafeContactFact, agency: Agency, by: User, at: datetime
) -> SafeContact:
    """Record what she now says about one way of reaching her; the earlier answer is kept."""
    # Two workers at once would both replace the same answer, so they take turns at the person.
    Person.objects.select_for_update().filter(pk=person.pk).first()
    SafeContact.objects.filter(person=person, channel=said.channel, superseded_at=None).update(
        superseded_at=at, updated_at=at
    )
    written = write_safe_contact(
        person, said, agency=agency, by=by, on=at.astimezone(LONDON).date()
    )
    audit.record(
        verb=Happened.SAFE_CONTACT_SET,
        subject=person,
        classes=(Class.F5,),
        channel=str(said.channel),
        answer=str(said.answer),
    )
    return written


@transaction.atomic
def confirm_safe_contact(
    person: Person, *, channel: SafeContact.Channel, agency: Agency, by: User, at: datetime
) -> SafeContact:
    """Record that she says again what she said of this way, so that it holds for another time.

    :raises Refused: if there is nothing to confirm
    """
    said = SafeContact.objects.filter(
        person=person,
        channel=channel,
        superseded_at=None,
        answer=SafeContact.Answer.SAFE,
    ).first()
    if said is None:
        raise Refused("There is no safe answer to confirm: ask her, and record what she says")
    return set_safe_contact(person, said=_again(said), agency=agency, by=by, at=at)


def _again(said: SafeContact) -> SafeContactFact:
    return SafeContactFact(
        channel=SafeContact.Channel(said.channel),
        answer=SafeContact.Answer(said.answer),
        days=tuple(said.days),
        from_time=said.from_time,
        to_time=said.to_time,
        withhold_number=said.withhold_number,
        wording=str(said.wording or ""),
        who_else_sees=str(said.who_else_sees or ""),
        safe_word=str(said.safe_word or ""),
    )


def write_safe_contact(
    person: Person, said: SafeContactFact, *, agency: Agency, by: User, on: date
) -> SafeContact:
    """Write one rule; a safe answer expires after the partnership's number of days."""
    is_safe = said.answer == SafeContact.Answer.SAFE
    days = int(setting_in_force(RECONFIRM_DAYS, default=90))
    return SafeContact.objects.create(
        person=person,
        channel=said.channel,
        answer=said.answer,
        days=list(said.days),
        from_time=said.from_time,
        to_time=said.to_time,
        withhold_number=said.withhold_number,
        wording=said.wording or None,
        who_else_sees=said.who_else_sees or None,
        safe_word=said.safe_word or None,
        confirmed_on=on if is_safe else None,
        expires_on=on + timedelta(days=days) if is_safe else None,
        recorded_by=agency,
        entered_by=by,
    )
