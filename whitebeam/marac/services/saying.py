"""What is said and decided of a case at its meeting, typed by whoever is there.

The browser names each entry before it is sent, so that sending it again changes nothing. What
shares something has its ledger line in the same transaction.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import AgendaItem, Disclosure, Entry, Meeting
from whitebeam.marac.queries.heard import Heard, heard_of
from whitebeam.marac.services import ledger_of_meeting as lines
from whitebeam.marac.services.ledger_of_meeting import Reasons

NOT_SEATED = "Accept the confidentiality statement first, and choose somebody of this case"
NOT_OPEN = "This case is not open at the meeting"
SIGNED = "The minutes of this case are signed. Correct them instead."
TAKING = (Meeting.State.RUNNING, Meeting.State.ENDED)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody says of a case; `supersedes` is the entry that it puts right.

    `about` is somebody of the case, or nobody for the family; `agency` whose words they are, where
    the coordinator writes for another.
    """

    item_id: UUID
    kind: Entry.Kind
    text: str
    once_key: UUID
    supersedes: Entry | None = None
    about: UUID | None = None
    agency: UUID | None = None
    reasons: Reasons = field(default_factory=Reasons)

    @property
    def shares(self) -> bool:
        """Whether it shares what an agency knows, so that it needs a line."""
        return lines.shares(self.kind)


@transaction.atomic
def say(*, new: NewEntry, by: User, at: datetime) -> Entry:
    """Write down one thing that was said; the same key again returns what is there.

    :raises Refused: if the case was not opened, its minutes are signed, or nothing is said
    """
    if earlier := _earlier(new, by=by):
        return earlier
    if not new.text.strip():
        raise Refused("Enter what was said")
    item = _item(new.item_id, by=by)
    heard = _heard(item, new, by=by, at=at)
    entry = Entry(
        item=item,
        case_id=item.case_id,
        meeting=item.meeting,
        kind=new.kind,
        text=new.text.strip(),
        about_id=new.about if new.shares else None,
        by=by,
        agency=heard.giver,
        at=at,
        supersedes=new.supersedes,
        once_key=new.once_key,
    )
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        # The same entry was sent twice at once, and the other was first.
        if earlier := _earlier(new, by=by):
            return earlier
        raise Refused("This was not saved. Send it again.") from None
    _record(entry, heard, new, by=by, at=at)
    return entry


def _heard(item: AgendaItem, new: NewEntry, *, by: User, at: datetime) -> Heard:
    if new.agency and not policy.coordinated_by(by).filter(pk=item.case_id).exists():
        raise Refused("Only the coordinator writes for another agency")
    heard = heard_of(item, at=at, about=new.about if new.shares else None, giver=new.agency)
    if heard is None:
        raise Refused(NOT_SEATED)
    if new.shares:
        lines.check(heard, new.reasons)
    return heard


def _record(entry: Entry, heard: Heard, new: NewEntry, *, by: User, at: datetime) -> None:
    line = lines.keep(entry, heard, new.reasons, by=by, at=at) if new.shares else None
    audit.record(
        verb=Happened.SAID,
        subject=entry.case,
        kind=str(new.kind),
        entry=str(entry.pk),
        line=str(line.pk) if line else "",
        basis=str(line.basis) if line else "",
    )


@transaction.atomic
def put_right(*, entry_id: UUID, text: str, once_key: UUID, by: User, at: datetime) -> Entry:
    """Put one's own entry right: a new entry takes its place, and the old one is kept.

    :raises Refused: if it is not the user's, was put right already, or the minutes are signed
    """
    if earlier := policy.entries_seen_by(by).filter(by=by, once_key=once_key).first():
        return earlier
    entry = _own(entry_id, by=by)
    new = NewEntry(
        entry.item_id,
        Entry.Kind(entry.kind),
        text,
        once_key,
        supersedes=entry,
        about=entry.about_id,
        agency=entry.agency_id if _is_for_another(entry, by=by) else None,
        reasons=_reasons_of(entry, by=by),
    )
    return say(new=new, by=by, at=at)


@transaction.atomic
def take_back(*, entry_id: UUID, by: User, at: datetime) -> None:
    """Take back one's own entry; it is kept, and no longer shown.

    :raises Refused: if it is not the user's, or the minutes are signed
    """
    entry = _own(entry_id, by=by)
    _item(entry.item_id, by=by)
    entry.removed_at = at
    entry.save(update_fields=["removed_at", "updated_at"])
    audit.record(verb=Happened.UNSAID, subject=entry.case, entry=str(entry.pk))


def _is_for_another(entry: Entry, *, by: User) -> bool:
    own = entry.meeting.attendances.filter(user=by, agency=entry.agency_id)
    return not own.exists()


def _reasons_of(entry: Entry, *, by: User) -> Reasons:
    """Return why the entry was shared, so that its correction is shared for the same."""
    of_it = policy.disclosures_seen_by(by).filter(about_label=entry._meta.label, about_id=entry.pk)
    line = of_it.exclude(basis=Disclosure.Basis.NOT_KEPT).first()
    if line is None:
        return Reasons()
    why = str(line.emergency_why or "")
    return Reasons(line.basis, str(line.necessity), str(line.proportionality), why)


def _own(entry_id: UUID, *, by: User) -> Entry:
    own = policy.entries_seen_by(by).filter(by=by, removed_at=None, superseded_by=None)
    entry = own.select_for_update(of=("self",)).select_related("case").filter(pk=entry_id).first()
    if entry is None:
        raise Refused("This entry is not yours to change, or has been changed already")
    return entry


def _item(item_id: UUID, *, by: User) -> AgendaItem:
    found = policy.items_spoken_to_by(by).filter(pk=item_id, meeting__state__in=TAKING)
    item = found.select_related("case", "meeting").first()
    if item is None:
        raise Refused(NOT_OPEN)
    if is_signed(item):
        raise Refused(SIGNED)
    return item


def is_signed(item: AgendaItem) -> bool:
    """Say whether the minutes of this case at this meeting are signed."""
    return item.signed_at is not None


def _earlier(new: NewEntry, *, by: User) -> Entry | None:
    return policy.entries_seen_by(by).filter(by=by, once_key=new.once_key).first()
