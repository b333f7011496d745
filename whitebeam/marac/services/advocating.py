"""The voice of the person harmed: reached by safe ways alone, heard before and after, and told.

The record of an attempt asks the safe-contact gate about the very moment of the attempt. Where the
case names no record of hers, no way is known to be safe, and she can only be met face to face with
a reason.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.once_keys import named_once
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, ContactAttempt, Telling, Unreached, Wish
from whitebeam.marac.queries import deciding, voice
from whitebeam.marac.services import ledger, moving
from whitebeam.people.models import SafeContact
from whitebeam.people.services.safe_contact import may_contact

Capacity = policy.Capacity
# Meeting her where she is already being supported is no call, text, e-mail or letter.
FACE_TO_FACE = "FACE_TO_FACE"
CHANNELS = [*SafeContact.Channel.choices, (FACE_TO_FACE, "Face to face, where she is safe")]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach her, as its adviser tells it."""

    channel: str
    outcome: ContactAttempt.Outcome
    made_at: datetime
    once_key: UUID
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How she was told what was decided, or why that would not be safe."""

    outcome: Telling.Outcome
    decided: str
    once_key: UUID
    told_at: datetime | None = None
    how: str = ""
    reason: str = ""


@transaction.atomic
def take_on(case_id: UUID, *, by: User, at: datetime) -> None:
    """Become the adviser who speaks for her in this case, and so work with her.

    :raises Refused: if the user's service does not speak for her
    """
    case = moving.locked(case_id, among=policy.advocated_by(by))
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_involve_adviser(%s)", [case.pk])
    if case.idva_id == by.pk:
        return
    case.idva = by
    case.idva_agency = policy.advocating_agency(by, case)
    case.save(update_fields=["idva", "idva_agency", "updated_at"])
    audit.record(verb=Researched.VOICE_TAKEN, subject=case)


# No savepoint is made here: the record of a stop must stay when the caller catches the refusal.
def log_attempt(case_id: UUID, attempt: Attempt, *, by: User, at: datetime) -> ContactAttempt:
    """Record an attempt to reach her, if the way was safe at its moment.

    :raises Refused: if the gate was shut then, with its reason; it is recorded that it was
    """
    case = moving.locked(case_id, among=policy.advocated_by(by))
    earlier = ContactAttempt.objects.filter(case=case, by=by, once_key=attempt.once_key).first()
    if earlier is not None:
        return earlier
    if attempt.made_at > at:
        raise Refused("The attempt cannot be in the future")
    _ask_the_gate(case, attempt)
    with named_once():
        made = ContactAttempt.objects.create(
            case=case,
            agency=policy.advocating_agency(by, case),
            by=by,
            at=attempt.made_at,
            channel=attempt.channel,
            outcome=attempt.outcome,
            note=attempt.note.strip() or None,
            once_key=attempt.once_key,
        )
    if attempt.outcome == ContactAttempt.Outcome.REACHED:
        Unreached.objects.filter(case=case, ended_at=None).update(ended_at=at, updated_at=at)
    if case.idva_id is None:
        take_on(case_id, by=by, at=at)
    audit.record(
        verb=Researched.CONTACT_LOGGED,
        subject=made,
        classes=(Class.F5,),
        outcome=str(attempt.outcome),
    )
    return made


@transaction.atomic
def write_wish(
    case_id: UUID, *, words: str, is_own_words: bool, once_key: UUID, by: User, at: datetime
) -> Wish:
    """Record what she wants, before the meeting or after it, and share it with the panel.

    :raises Refused: if nothing is said, or no agreement lets the service share it
    """
    case = moving.locked(case_id, among=policy.advocated_by(by))
    earlier = Wish.objects.filter(case=case, by=by, once_key=once_key).first()
    if earlier is not None:
        return earlier
    if not words.strip():
        raise Refused("Enter what she wants")
    agency = policy.advocating_agency(by, case)
    with named_once():
        wish = Wish.objects.create(
            case=case,
            agency=agency,
            by=by,
            at=at,
            when=Wish.When.AFTER if deciding.is_decided(case) else Wish.When.BEFORE,
            words=words.strip(),
            is_own_words=is_own_words,
            once_key=once_key,
        )
    ledger.share(case, [wish], controller=agency, why=ledger.Why.usual(agency), by=by, at=at)
    audit.record(verb=Researched.WISH_WRITTEN, subject=wish, classes=(Class.F6,))
    return wish


@transaction.atomic
def tell(case_id: UUID, told: Told, *, by: User, at: datetime) -> Telling:
    """Record what was decided, when and how she was told, or why telling her is not safe.

    :raises Refused: if nothing was decided by then, a reason lacks, or the way was not safe then
    """
    case = moving.locked(case_id, among=policy.advocated_by(by))
    earlier = Telling.objects.filter(case=case, by=by, once_key=told.once_key).first()
    if earlier is not None:
        return earlier
    told_at = _when_told(case, told, at=at)
    agency = policy.advocating_agency(by, case)
    with named_once():
        telling = Telling.objects.create(
            case=case,
            agency=agency,
            by=by,
            at=told_at,
            outcome=told.outcome,
            how=told.how if told.outcome == Telling.Outcome.TOLD else "",
            decided=told.decided.strip(),
            reason=told.reason.strip() or None,
            once_key=told.once_key,
        )
    ledger.share(case, [telling], controller=agency, why=ledger.Why.usual(agency), by=by, at=at)
    audit.record(
        verb=Researched.TOLD, subject=telling, classes=(Class.F6,), outcome=str(told.outcome)
    )
    return telling


def _when_told(case: Case, told: Told, *, at: datetime) -> datetime:
    """Return when she was told, if it may be recorded so; what is not safe counts from now."""
    if not deciding.is_decided(case):
        raise Refused("Nothing was decided yet: she is told after the meeting")
    if not told.decided.strip():
        raise Refused("Enter what was decided")
    if told.outcome == Telling.Outcome.UNSAFE:
        if not told.reason.strip():
            raise Refused("Enter why telling her is not safe")
        return at
    if not told.how:
        raise Refused("Select how she was told")
    told_at = _after_decision(case, told, at=at)
    _ask_the_gate(case, Attempt(told.how, ContactAttempt.Outcome.REACHED, told_at, told.once_key))
    return told_at


def _after_decision(case: Case, told: Told, *, at: datetime) -> datetime:
    if told.told_at is None:
        raise Refused("Enter when she was told")
    if told.told_at > at:
        raise Refused("The time at which she was told cannot be in the future")
    decided_at = deciding.decided_at(case) or case.referred_at
    # A time is typed without its seconds: what was told in the minute of the decision came after.
    if told.told_at < decided_at.replace(second=0, microsecond=0):
        raise Refused("That was before the last decision. Enter when she was told of that one")
    return max(told.told_at, decided_at)


def _ask_the_gate(case: Case, attempt: Attempt) -> None:
    if attempt.channel == FACE_TO_FACE:
        return
    victim = voice.victim_of(case)
    if victim is None or victim.person is None:
        raise Refused(
            "No way is known to be safe: your service cannot open her record from this case"
        )
    channel = SafeContact.Channel(attempt.channel)
    gate = may_contact(victim.person, channel=channel, at=attempt.made_at)
    if not gate.is_open:
        audit.record(
            verb=Researched.CONTACT_STOPPED,
            subject=case,
            classes=(Class.F5,),
            channel=str(channel),
        )
        raise Refused(gate.sentence)
