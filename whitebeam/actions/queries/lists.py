"""The lists of actions: an agency's own, its proposals, what is done, and what it chases.

Lists are paged by key: the position after the last row shown, never an offset.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.actions import policy
from whitebeam.actions.models import Action
from whitebeam.actions.queries.rows import with_names
from whitebeam.partners.models import Agency

PAGE = 20


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list and the key after which the next one begins."""

    rows: Sequence[Action]
    after: str


def in_hand(user: User, *, after: str = "") -> Page:
    """Return a page of what the user's agencies said they will do, the latest first."""
    return _by_day(policy.takeable_by(user), after)


def in_own_name(user: User, *, after: str = "") -> Page:
    """Return a page of what is in the user's own name, the latest first."""
    return _by_day(policy.takeable_by(user).filter(owner=user), after)


def proposed(user: User, *, after: str = "") -> Page:
    """Return a page of what is proposed to the user's agencies and waits for a yes."""
    return _by_day(policy.acceptable_by(user), after)


def closed(user: User, *, after: str = "") -> Page:
    """Return a page of what the user's agencies have closed, the newest first."""
    rows = policy.done_by(user).filter(closed_at__isnull=False).order_by("-closed_at", "pk")
    if key := _key(after):
        at, pk = key
        rows = rows.filter(Q(closed_at__lt=at) | Q(closed_at=at, pk__gt=pk))
    found = list(with_names(rows)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    shown = last.closed_at if last else None
    return Page(found[:PAGE], f"{shown.isoformat()}~{last.pk}" if last and shown else "")


def chased(user: User, *, agency: Agency | None = None, after: str = "") -> Page:
    """Return a page of the open actions that the user keeps on the list, the latest first."""
    rows = policy.offerable_by(user)
    return _by_day(rows.filter(owner_agency=agency) if agency else rows, after)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many actions wait for a worker's agencies."""

    proposed: int
    in_hand: int
    late: int
    own: int


def counts(user: User, *, on: date) -> Counts:
    """Return how much waits for the user's agencies, and in her own name."""
    waiting = policy.done_by(user).filter(closed_at=None)
    taken = waiting.filter(state__in=Action.IN_HAND)
    return Counts(
        proposed=waiting.filter(state=Action.State.PROPOSED).count(),
        in_hand=taken.count(),
        late=waiting.filter(due_date__lt=on).count(),
        own=taken.filter(owner=user).count(),
    )


def late_chased(user: User, *, on: date) -> int:
    """Return how many of the actions that the user keeps on the list are late."""
    return policy.offerable_by(user).filter(due_date__lt=on).count()


def _by_day(actions: QuerySet[Action], after: str) -> Page:
    rows = with_names(actions).order_by("due_date", "pk")
    if key := _key(after):
        day, pk = key[0].date(), key[1]
        rows = rows.filter(Q(due_date__gt=day) | Q(due_date=day, pk__gt=pk))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], f"{last.due_date.isoformat()}~{last.pk}" if last else "")


def _key(after: str) -> tuple[datetime, UUID] | None:
    """Return the place that a paging key names, or nothing, so that the list starts anew."""
    moment, _, pk = after.partition("~")
    try:
        return datetime.fromisoformat(moment), UUID(pk)
    except ValueError:
        return None
