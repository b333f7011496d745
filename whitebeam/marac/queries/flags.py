"""Flags that agencies are asked to set and to remove, and cases that reach twelve months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import Case, FlagRequest, Panel, ResearchRequest
from whitebeam.marac.models.states import State
from whitebeam.partners.models import Agency

PAGE = 20
FLAGGED_WHEN = (State.HEARD, State.SETTLED_EARLY, State.ACTIONS_OPEN, State.CLOSED)
MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of flags and the key after which the next one begins."""

    rows: Sequence[FlagRequest]
    after: str


def to_do(user: User, *, on: date, after: str = "") -> Page:
    """Return a page of what the user's agencies have to flag, or to take off, the oldest first."""
    rows = policy.flags_of(user).filter(
        Q(flagged_at=None, until__gt=on) | Q(until__lte=on), removed_at=None
    )
    rows = rows.select_related("agency", "case__panel").prefetch_related("case__people")
    if key := _key(after):
        rows = rows.filter(Q(until__gt=key[0]) | Q(until=key[0], pk__gt=key[1]))
    found = list(rows.order_by("until", "pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], f"{last.until.isoformat()}~{last.pk}" if last else "")


def flags_on(case: Case) -> list[FlagRequest]:
    """Return the flags of a case, by agency."""
    return list(case.flags.select_related("agency").order_by("agency__name"))


def agencies_to_flag(case: Case) -> list[Agency]:
    """Return the agencies that were asked about a case and not yet asked to flag it."""
    flagged = FlagRequest.objects.filter(case=case).values("agency")
    asked = ResearchRequest.objects.filter(case=case, withdrawn_at=None).values("agency")
    rows = Agency.objects.filter(pk__in=asked, status=Agency.Status.ACTIVE)
    return list(rows.exclude(pk__in=flagged).order_by("name"))


def cases_reaching_twelve_months(user: User, panel: Panel, *, on: date) -> list[Case]:
    """Return the panel's cases whose flags end within a month or ended and are still set.

    It is the standing item of every agenda; the reader sees those of her own cases.
    """
    open_flags = FlagRequest.objects.filter(
        case=OuterRef("pk"), removed_at=None, until__lte=on + MONTH
    )
    rows = policy.worked_by(user).filter(Exists(open_flags), panel=panel)
    return list(rows.annotate(flagged_until=Min("flags__until")).order_by("flagged_until", "pk"))


def due_for_removal(*, on: date) -> list[UUID]:
    """Return the flags whose year is over and whose agency was not asked yet."""
    rows = FlagRequest.objects.filter(until__lte=on, removed_at=None, removal_asked_at=None)
    return list(rows.order_by("until", "pk").values_list("pk", flat=True))


def _key(after: str) -> tuple[date, UUID] | None:
    day, _, pk = after.partition("~")
    try:
        return date.fromisoformat(day), UUID(pk)
    except ValueError:
        return None
