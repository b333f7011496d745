"""The queue as triage works it, a worker's own referrals, and what became of what was sent.

Lists are paged by key: the position after the last row shown, never an offset.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Prefetch, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import users_with
from whitebeam.referrals import policy
from whitebeam.referrals.models import Claim, Part, Queue, QueueEntry, Reason, Referral, StateChange

PAGE = 20


Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list and the key after which the next one begins."""

    rows: Sequence[Row]
    after: str


def queue(user: User, *, after: str = "", size: int = PAGE) -> Page[QueueEntry]:
    """Return a page of what waits in the user's queues: highest risk first, then the clock."""
    return _in_order(policy.waiting_for(user), after, size)


def assignable(user: User, *, after: str = "") -> Page[QueueEntry]:
    """Return a page of what waits where the user assigns work, in the same order."""
    return _in_order(policy.assignable_by(user), after, PAGE)


def _in_order(stays: QuerySet[QueueEntry], after: str, size: int) -> Page[QueueEntry]:
    waiting = (
        stays.select_related("referral__area", "referral__sent_by", "queue")
        .prefetch_related(_victims("referral__"), _holds())
        .defer("referral__answers", "referral__basis_reason")
        .order_by("rank", "due_at", "pk")
    )
    if key := _parts(after, 3):
        rank, due_at, pk = key
        waiting = waiting.filter(
            Q(rank__gt=rank)
            | Q(rank=rank, due_at__gt=due_at)
            | Q(rank=rank, due_at=due_at, pk__gt=pk)
        )
    return _page(waiting, lambda e: f"{e.rank}~{e.due_at.isoformat()}~{e.pk}", size)


def sent(user: User, *, after: str = "", size: int = PAGE) -> Page[Referral]:
    """Return a page of the referrals whose way the user may follow, newest first."""
    rows = (
        policy.sent_by(user)
        .select_related("held_by", "area")
        .prefetch_related(_victims())
        .defer("answers", "basis_reason")
        .order_by("-sent_at", "pk")
    )
    if key := _parts(after, 2):
        rows = rows.filter(Q(sent_at__lt=key[0]) | Q(sent_at=key[0], pk__gt=key[1]))
    return _page(rows, lambda r: f"{r.sent_at.isoformat()}~{r.pk}", size)


def accepted(user: User, *, after: str = "", size: int = PAGE) -> Page[Referral]:
    """Return a page of the referrals that the user has accepted and still works on."""
    rows = (
        policy.accepted_by(user)
        .select_related("area", "sent_by")
        .prefetch_related(_victims())
        .defer("answers", "basis_reason")
        .order_by("-accepted_at", "pk")
    )
    if key := _parts(after, 2):
        rows = rows.filter(Q(accepted_at__lt=key[0]) | Q(accepted_at=key[0], pk__gt=key[1]))
    key_of = "{:%Y-%m-%dT%H:%M:%S.%f%z}~{}".format
    return _page(rows, lambda r: key_of(r.accepted_at or r.sent_at, r.pk), size)


def late_in_queues(user: User, *, at: datetime) -> int:
    """Return how many referrals in the user's queues are past their clock."""
    return policy.waiting_for(user).filter(due_at__lt=at).count()


def returned_to(user: User) -> QuerySet[Referral]:
    """Return the user's own referrals that came back with a question."""
    return (
        policy.sent_by(user)
        .filter(submitted_by=user, state=Referral.State.RETURNED)
        .defer("answers", "basis_reason")
        .order_by("-updated_at")
    )


def workers_for(entry: QueueEntry) -> QuerySet[User]:
    """Return those who may take on the person: the agency's support workers of today."""
    return users_with(entry.agency, Duty.SUPPORT_VICTIMS).order_by("name")


def colleagues_at(agency: Agency) -> QuerySet[User]:
    """Return everyone at the agency who may work on a referral next, in whatever duty."""
    held = Q()
    for duty in policy.HOLDING:
        held |= Q(pk__in=users_with(agency, duty).values("pk"))
    return User.objects.filter(held).order_by("name")


def reasons(kind: Reason.Kind) -> QuerySet[Reason]:
    """Return the partnership's reasons of this kind, in the order of the pack."""
    return Reason.objects.filter(kind=kind, ended_on=None).order_by("created_at", "label")


def other_queues(entry: QueueEntry) -> QuerySet[Queue]:
    """Return the queues to which a referral may be moved."""
    return Queue.objects.filter(ended_on=None).exclude(pk=entry.queue_id).order_by("name")


def history(referral: Referral) -> list[StateChange]:
    """Return every step of a referral, oldest first, with who took it."""
    return list(
        referral.changes.select_related("by", "agency", "reason").order_by("at", "created_at")
    )


def last_step(referral: Referral) -> StateChange | None:
    """Return the newest step of a referral."""
    return referral.changes.order_by("-at", "-created_at").first()


def open_hold(entry: QueueEntry, *, at: datetime) -> Claim | None:
    """Return the hold on a waiting referral, if somebody has it now."""
    return entry.claims.filter(ended_at=None, until__gt=at).select_related("by").first()


def _victims(prefix: str = "") -> Prefetch:
    victims = Part.objects.filter(kind=Part.Kind.VICTIM).select_related("person")
    return Prefetch(f"{prefix}parts", queryset=victims, to_attr="harmed")


def _holds() -> Prefetch:
    held = Claim.objects.filter(ended_at=None).select_related("by")
    return Prefetch("claims", queryset=held, to_attr="held")


def _parts(after: str, number: int) -> list[str] | None:
    """Return the parts of a paging key, or nothing, so that the list starts anew."""
    parts = after.split("~")
    if len(parts) != number or not all(part.isdecimal() for part in parts[:-2]):
        return None
    try:
        UUID(parts[-1])
        at = datetime.fromisoformat(parts[-2])
    except ValueError:
        return None
    return parts if at.tzinfo else None


def _page(rows: QuerySet[Row], key: Callable[[Row], str], size: int) -> Page[Row]:
    found = list(rows[: size + 1])
    more = len(found) > size
    return Page(found[:size], key(found[size - 1]) if more else "")
