"""Guests who answer for agencies that have no users here: one case or one list, for a few days.

The way in takes two things that travel apart: a link that goes to a work mailbox and works once,
and a code that the coordinator reads out on a number that is known already. Neither an e-mail nor a
text message carries the code. Nobody is counted, and nobody is a seat.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import OneUseLink, User
from whitebeam.accounts.policy import addressed_by, is_work_address
from whitebeam.accounts.services.links import GONE, ask_for_link, use_link
from whitebeam.audit import services as audit
from whitebeam.audit.models import Decision
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, GuestAccess, Meeting, Package, Participant
from whitebeam.marac.queries import guests as queries
from whitebeam.marac.queries import settings
from whitebeam.marac.rules.spoken_code import kept_of, new_code, proof_of
from whitebeam.marac.services.guest_seats import seat_guest
from whitebeam.partners.models import Agency, Membership

KIND = OneUseLink.Kind.RESEARCH
GUESTS = "guest-researchers"
LONGEST = "guest.research_days_most"
WRONG_CODES = "guest.wrong_codes_most"


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to let in, for which agency, to what and until when; to a package for no agency."""

    agency: Agency | None
    name: str
    email: str
    until: datetime
    case: Case | None = None
    meeting: Meeting | None = None
    package: Package | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """A guest who has come in, and the package that was opened for her, if it was one."""

    user: User
    package_id: UUID | None


@transaction.atomic
def invite(whom: Invited, *, by: User, at: datetime) -> str:
    """Let a guest answer for an agency, send the link, and return the code to read out once.

    Inviting the same guest again makes a new code and moves the end.

    To whoever cannot come in as a guest, somebody who signs in as usual among them, nothing is sent
    and nothing opens. The coordinator is shown the same, and learns nothing of whose address it is.

    :raises Refused: if the agency has its own users or was not asked, or the address will not do
    """
    agency = _check(whom, by=by, at=at)
    requests = queries.requests_for(by, agency, case=whom.case, meeting=whom.meeting)
    if not requests:
        raise Refused(f"{agency.name} is not asked about this. Ask it first.")
    guest, code = _guest(whom, at=at), new_code()
    access = _access(whom, guest, code=code, by=by, at=at)
    for request in requests if _comes_in(guest) else ():
        seat_guest(access, request, by=by, at=at)
    ask_for_link(KIND, email=whom.email, at=at)
    audit.record(verb=Researched.GUEST_INVITED, subject=access, guest=guest.pk, cases=len(requests))
    return code


@transaction.atomic
def invite_to_package(whom: Invited, *, by: User, at: datetime) -> str:
    """Let the coordinator of a MARAC outside this partnership read what was sent to it.

    They read nothing else. The link and the code are those of a guest who researches; inviting
    again makes a new code.

    :raises Refused: if the user did not send it, it goes to one of our panels or was taken back, or
        the address or the end will not do
    """
    package = whom.package
    if package is None or not policy.packages_sent_by(by).filter(pk=package.pk).exists():
        raise Refused("This was not sent by your MARAC")
    transfer = package.transfer
    if transfer.to_panel_id is not None or transfer.cancelled_at is not None:
        raise Refused("It went to one of our own panels, or was brought back: nobody is let in")
    _check_address_and_end(whom, at=at)
    guest, code = _guest(whom, at=at), new_code()
    access = _access(replace(whom, case=package.case), guest, code=code, by=by, at=at)
    ask_for_link(KIND, email=whom.email, at=at)
    audit.record(
        verb=Researched.GUEST_INVITED, subject=access, guest=guest.pk, package_id=package.pk
    )
    return code


@transaction.atomic
def end(access_id: UUID, *, by: User, at: datetime) -> None:
    """End a guest's access at once.

    :raises Refused: if it has ended
    """
    rows = queries.accesses_kept_by(by).select_for_update(of=("self",))
    access = rows.filter(pk=access_id).first()
    if access is None:
        raise Refused("This access has ended")
    access.ended_at = at
    access.save(update_fields=["ended_at", "updated_at"])
    Participant.objects.filter(access=access, ended_at=None).update(ended_at=at, updated_at=at)
    audit.record(verb=Researched.GUEST_ENDED, subject=access)


def enter(link: OneUseLink, *, code: str, proof: str, at: datetime) -> Came | None:
    """Return who came in by this link and code, spending the link; none if the code is wrong.

    What opens, opens to the session that holds this proof.

    The database compares, dates the entry and counts a wrong code; the wall opens to none before.

    :raises Refused: if nobody has access through this link any more
    """
    user = addressed_by(link)
    if user is None or user.kind != User.Kind.GUEST:
        raise Refused(GONE)
    with acting(Acting.user(user.pk)):
        held = queries.live_accesses_of(user, at=at)
        proofs = {access.pk: proof_of(code, kept=access.words_hash) for access in held}
        # The database reads it too, and opens to nobody where it is not set: this says so.
        settings.value(WRONG_CODES)
        right = queries.enter(proofs, proof=proof)
        if right is None:
            raise Refused(GONE)
        if not right:
            _count_wrong(link, held)
            return None
        use_link(link, at=at)
        came = next(access for access in held if access.pk in right)
        audit.record(verb=Researched.GUEST_ENTERED, subject=came)
    return Came(user, came.package_id)


def _check(whom: Invited, *, by: User, at: datetime) -> Agency:
    if whom.agency is None or (whom.case is None) == (whom.meeting is None):
        raise Refused("A guest is let into one case or one list")
    if queries.has_own_users(whom.agency):
        raise Refused(f"{whom.agency.name} has its own representatives here. Ask them.")
    _check_address_and_end(whom, at=at)
    return whom.agency


def _check_address_and_end(whom: Invited, *, at: datetime) -> None:
    days = int(settings.value(LONGEST))
    if not at < whom.until <= at + timedelta(days=days):
        raise Refused(f"Choose an end within the next {days} days")
    if not is_work_address(whom.email):
        raise Refused("Enter a work address: a private mailbox will not do")


def _guest(whom: Invited, *, at: datetime) -> User:
    email = whom.email.strip().lower()
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, kind=User.Kind.GUEST, name=whom.name.strip())
    if not _comes_in(user):
        return user
    agency = _guests_agency()
    # It gives no duty: the guest's parts in cases are all that opens anything.
    Membership.objects.get_or_create(
        user=user,
        agency=agency,
        ends_on=None,
        defaults={"duties": [], "starts_on": at.astimezone(LONDON).date()},
    )
    return user


def _comes_in(user: User) -> bool:
    return user.kind == User.Kind.GUEST and user.is_active


def _guests_agency() -> Agency:
    agency, _ = Agency.objects.get_or_create(
        code=GUESTS, defaults={"name": "Guests who research", "kind": Agency.Kind.GUEST}
    )
    return agency


def _access(whom: Invited, guest: User, *, code: str, by: User, at: datetime) -> GuestAccess:
    rows = queries.accesses_kept_by(by).select_for_update(of=("self",))
    access = rows.filter(
        user=guest, case=whom.case, meeting=whom.meeting, package=whom.package
    ).first()
    words = kept_of(code)
    if access is not None:
        # The database forgets with the old code that it was ever given.
        access.until, access.words_hash = whom.until, words
        access.invited_as = whom.name.strip()
        access.save(update_fields=["until", "words_hash", "invited_as", "updated_at"])
        return access
    panel = (whom.case or whom.meeting).panel  # type: ignore[union-attr]  # one of them is named
    return GuestAccess.objects.create(
        agency=whom.agency or _guests_agency(),
        user=guest,
        invited_as=whom.name.strip(),
        case=whom.case,
        meeting=whom.meeting,
        package=whom.package,
        coordinated_by_id=panel.coordinated_by_id,
        invited_by=by,
        invited_at=at,
        until=whom.until,
        words_hash=words,
    )


def _count_wrong(link: OneUseLink, accesses: list[GuestAccess]) -> None:
    link.wrong_numbers += 1
    link.save(update_fields=["wrong_numbers", "updated_at"])
    audit.record(verb=Researched.GUEST_REFUSED, subject=accesses[0], decision=Decision.REFUSED)
