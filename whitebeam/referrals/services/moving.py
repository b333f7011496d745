"""One step of a referral: state, history row, stay in the queue and audit entry together."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel import clocks
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, SharingAgreement
from whitebeam.referrals.models import Queue, QueueEntry, Reason, Referral, StateChange

RANKS = {
    Referral.Risk.HIGH: 1,
    Referral.Risk.MEDIUM: 2,
    Referral.Risk.NOT_KNOWN: 2,
    Referral.Risk.STANDARD: 3,
}
UNSAFE_NOW = 0
# The columns a step may change; the web role has no right to the others.
CHANGING = (
    "state",
    "accepted_by",
    "accepted_at",
    "held_by",
    "next_due_at",
    "version",
    "updated_at",
)


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for a step: one of the partnership's list, and words for whoever reads it."""

    reason: Reason | None = None
    words: str = ""


def rank_of(referral: Referral) -> int:
    """Return the referral's place in a queue: the lowest number comes first."""
    if referral.is_unsafe_now:
        return UNSAFE_NOW
    return RANKS[Referral.Risk(referral.risk)]


def clock_of(queue: Queue, referral: Referral, *, at: datetime) -> datetime:
    """Return the moment by which this queue promises to have answered a referral of this risk.

    Where home is not safe now it waits under the high-risk clock, whatever risk was named.

    :raises Refused: if the queue has no clock for the risk, which `pack check` reports
    """
    risk = Referral.Risk.HIGH if referral.is_unsafe_now else referral.risk
    clock = queue.clocks.get(str(risk)) or queue.clocks.get("NOT_KNOWN")
    if clock is None:
        raise Refused("This queue has no clock for the risk. Tell the partnership team.")
    return clocks.due(at, hours=clock["hours"], calendar=clock["calendar"])


def step(
    referral: Referral,
    to: Referral.State,
    *,
    verb: str,
    why: Why,
    agency: Agency,
    by: User,
    at: datetime,
) -> None:
    """Move a locked referral to another state, with its row of history and its audit entry.

    :raises Refused: if this cannot follow from the present state
    """
    before = referral.state
    referral.move(to)
    referral.save(update_fields=CHANGING)
    StateChange.objects.create(
        referral=referral,
        before=before,
        after=to,
        by=by,
        agency=agency,
        at=at,
        reason=why.reason,
        words=why.words or None,
    )
    audit.record(
        verb=verb,
        subject=referral,
        before=str(before),
        after=str(to),
        reason_code=why.reason.code if why.reason else None,
    )


def leave(entry: QueueEntry, *, how: QueueEntry.Left, at: datetime) -> None:
    """End a locked stay in a queue."""
    entry.left_at, entry.left_how = at, how
    entry.save(update_fields=["left_at", "left_how", "updated_at"])


def enter(
    referral: Referral,
    queue: Queue,
    *,
    agreement: SharingAgreement | None,
    by: User,
    at: datetime,
) -> QueueEntry:
    """Begin a stay in a queue, with its clock; the referral says who holds it and until when."""
    due_at = clock_of(queue, referral, at=at)
    entry = QueueEntry(
        referral=referral,
        queue=queue,
        agency=queue.agency,
        agreement=agreement,
        sender_id=referral.sent_by_id,
        rank=rank_of(referral),
        entered_at=at,
        due_at=due_at,
        sent_here_by=by,
    )
    entry.save(force_insert=True)
    referral.held_by, referral.next_due_at = queue.agency, due_at
    referral.save(update_fields=["held_by", "next_due_at", "updated_at"])
    return entry


def locked(referral_id: UUID, *, among: QuerySet[Referral]) -> Referral:
    """Return one referral of a policy's queryset, locked.

    :raises Refused: if it is not, or no longer, among them
    """
    try:
        return among.select_for_update(of=("self",)).get(pk=referral_id)
    except Referral.DoesNotExist:
        raise Refused("This referral has moved on. Open it again to see what happened.") from None


def note(
    referral: Referral, *, verb: str, words: str, agency: Agency, by: User, at: datetime
) -> None:
    """Write a row of history for something that leaves the state as it is."""
    StateChange.objects.create(
        referral=referral,
        before=referral.state,
        after=referral.state,
        by=by,
        agency=agency,
        at=at,
        words=words or None,
    )
    audit.record(verb=verb, subject=referral)
