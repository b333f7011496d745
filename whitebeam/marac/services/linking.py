"""Naming that MAPPA, child protection or adult protection is at work: a flag and whom to ask.

Nothing of what those processes hold is copied. That they are at work is a fact that is shared, and
has its ledger line (cross-flags between panels: MAPPA level 2 and 3 cases, SafeLives' principles).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.once_keys import named_once
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, CasePerson, ProcessLink
from whitebeam.marac.models.states import ENDED
from whitebeam.marac.queries import processes
from whitebeam.marac.services import ledger, moving
from whitebeam.partners.models import Agency

THERE_ALREADY = "This is named already. Confirm it, or end it first."
NAMED_ONCE = "marac_process_is_named_once"
NOT_YOURS = "This has ended, or is not your agency's to change"


@dataclass(frozen=True, slots=True)
class NewProcess:
    """What is said of another process: whom it concerns, where it is led, and whom to ask."""

    kind: ProcessLink.Kind
    about: CasePerson
    agency: Agency
    lead: str
    contact: str
    once_key: UUID
    since_on: date | None = None
    why_withheld: str = ""
    emergency: str = ""


@transaction.atomic
def name_process(case_id: UUID, new: NewProcess, *, by: User, at: datetime) -> ProcessLink:
    """Name another process, shared with whoever reads such facts; done twice, it is named once.

    :raises Refused: if the user does not work on the case or names another agency's process without
        coordinating it, the case has ended, words are missing, it is named already, or no agreement
        covers a receiver and it is no emergency
    """
    case = policy.worked_by(by).filter(pk=case_id).exclude(state__in=ENDED).first()
    if case is None:
        raise Refused(moving.MOVED_ON)
    earlier = policy.processes_seen_by(by).filter(case=case, once_key=new.once_key).first()
    if earlier is not None:
        return earlier
    said_for = _speaker(case, new, by=by)
    _require_words(new, at=at)
    made = _made(case, new, said_for, by=by, at=at)
    _save(made)
    if not made.is_withheld:
        why = ledger.Why.usual(said_for, emergency=new.emergency)
        ledger.share(case, [made], controller=said_for, why=why, by=by, at=at)
    audit.record(verb=Researched.PROCESS_NAMED, subject=made, classes=(Class.F6,), case=case.pk)
    return made


@transaction.atomic
def confirm_process(process_id: UUID, *, by: User, at: datetime) -> ProcessLink:
    """Say that it still stands and whom to ask is still right.

    :raises Refused: if it has ended, or is not the user's to confirm
    """
    one = _kept(process_id, by=by)
    one.confirmed_at, one.confirmed_by = at, by
    one.save(update_fields=["confirmed_at", "confirmed_by", "updated_at"])
    audit.record(verb=Researched.PROCESS_CONFIRMED, subject=one, case=one.case_id)
    return one


@transaction.atomic
def end_process(process_id: UUID, *, words: str, by: User, at: datetime) -> ProcessLink:
    """Say that it stands no more, or was wrong, and why.

    :raises Refused: if it has ended, is not the user's to end, or no reason is given
    """
    if not words.strip():
        raise Refused("Enter why it stands no more")
    one = _kept(process_id, by=by)
    one.ended_at, one.ended_by, one.ended_why = at, by, words.strip()
    one.save(update_fields=["ended_at", "ended_by", "ended_why", "updated_at"])
    audit.record(verb=Researched.PROCESS_ENDED, subject=one, classes=(Class.F6,), case=one.case_id)
    return one


def _speaker(case: Case, new: NewProcess, *, by: User) -> Agency:
    """Return the agency whose fact it is: the one that leads, or the hub that says so for it."""
    if not processes.agencies_to_name(by, case).filter(pk=new.agency.pk).exists():
        raise Refused("Select an agency for which you work on this case")
    if not processes.people_to_name(by, case).filter(pk=new.about.pk).exists():
        raise Refused("Select somebody of this case")
    if policy.agencies_in(by, case).filter(pk=new.agency.pk).exists():
        return new.agency
    return policy.acting_agency(by, case)


def _require_words(new: NewProcess, *, at: datetime) -> None:
    if not new.lead.strip():
        raise Refused("Enter the role or team that leads it")
    if not new.contact.strip():
        raise Refused("Enter a work telephone or address to ask at")
    if new.since_on and new.since_on > at.astimezone(LONDON).date():
        raise Refused("The day since when must be today or in the past")


def _save(made: ProcessLink) -> None:
    """Save it; what is named already is known by the database alone, also between two at once."""
    try:
        with named_once():
            made.save(force_insert=True)
    except IntegrityError as clash:
        if NAMED_ONCE not in str(clash):
            raise
        raise Refused(THERE_ALREADY) from None


def _made(case: Case, new: NewProcess, said_for: Agency, *, by: User, at: datetime) -> ProcessLink:
    is_own = said_for == new.agency
    withheld = new.why_withheld.strip()
    return ProcessLink(
        case=case,
        about=new.about,
        kind=new.kind,
        agency=new.agency,
        said_for=said_for,
        lead=new.lead.strip(),
        contact=new.contact.strip(),
        since_on=new.since_on,
        by=by,
        at=at,
        # What an agency says of its own is confirmed by its saying so.
        confirmed_at=at if is_own else None,
        confirmed_by=by if is_own else None,
        is_withheld=bool(withheld),
        why_withheld=withheld or None,
        once_key=new.once_key,
    )


def _kept(process_id: UUID, *, by: User) -> ProcessLink:
    rows = policy.processes_kept_by(by).select_for_update(of=("self",))
    one = rows.filter(pk=process_id).select_related("case").first()
    if one is None:
        raise Refused(NOT_YOURS)
    return one
