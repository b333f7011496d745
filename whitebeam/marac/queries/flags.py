"""Flags that agencies are asked to set, and at twelve months to remove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac import policy
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    FlagRequest,
    Participant,
    ResearchRequest,
    ScreeningSettlement,
)
from whitebeam.marac.models.states import State
from whitebeam.partners.models import Agency

Capacity = Participant.Capacity
PAGE = 20
DECIDED = (State.HEARD, State.SETTLED_EARLY, State.ACTIONS_OPEN, State.CLOSED)
# What was sent on keeps its flags until the other MARAC says that it has it.
GONE = (State.NOT_MET, State.WITHDRAWN, State.TRANSFERRED)
# Two people seldom come back more often than this within a year.
MOST_REPEATS = 12


@dataclass(frozen=True, slots=True)
class Page:
    """One page of flags and the key after which the next one begins."""

    rows: Sequence[FlagRequest]
    after: str


def to_do(user: User, *, on: date, after: str = "") -> Page:
    """Return a page of what the user's agencies have to flag, or to take off, the oldest first."""
    rows = (
        _to_do(user, on=on).select_related("agency", "case__panel").prefetch_related("case__people")
    )
    if key := _key(after):
        rows = rows.filter(Q(until__gt=key[0]) | Q(until=key[0], pk__gt=key[1]))
    found = list(rows.order_by("until", "pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], f"{last.until.isoformat()}~{last.pk}" if last else "")


def how_many(user: User, *, on: date) -> int:
    """Return how many flags the user's agencies have to set, or to take off."""
    return _to_do(user, on=on).count()


def _to_do(user: User, *, on: date) -> QuerySet[FlagRequest]:
    to_set, to_take_off = Q(flagged_at=None, until__gt=on), Q(until__lte=on)
    return policy.flags_of(user).filter(to_set | to_take_off, removed_at=None)


def may_be_flagged(case: Case) -> bool:
    """Say whether agencies flag their files: once a case is listed, or decided without a list."""
    if case.state in GONE:
        return False
    return case.state in DECIDED or _listings(case).exists()


def counted_from(case: Case, *, at: datetime) -> date:
    """Return the day from which the year of a flag counts: its settling, else its last listing."""
    moments = [
        *(one.decided_at for one in case.settlements.all() if one.decided_at),
        *ScreeningSettlement.objects.filter(case=case).values_list("decided_at", flat=True),
        *_listings(case).values_list("listed_at", flat=True),
    ]
    return max(moments, default=at).astimezone(LONDON).date()


def with_those_repeated(case: Case) -> list[UUID]:
    """Return a case and the earlier ones that it repeats, as far as the reader may see them."""
    found, earlier = [case.pk], case.repeat_of_id
    while earlier is not None and len(found) < MOST_REPEATS:
        found.append(earlier)
        earlier = Case.objects.filter(pk=earlier).values_list("repeat_of", flat=True).first()
    return found


def _listings(case: Case) -> QuerySet[AgendaItem]:
    return case.listings.filter(is_aside=False)


def flags_on(case: Case) -> list[FlagRequest]:
    """Return the flags of a case, by agency."""
    return list(case.flags.select_related("agency").order_by("agency__name"))


def with_nobody(case: Case) -> frozenset[UUID]:
    """Return the agencies of a case's flags of which nobody could confirm one here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select agency_id from marac_flagrequest"
            " where case_id = %s and sec.marac_records_flag(case_id, agency_id)",
            [case.pk],
        )
        return frozenset(row[0] for row in cursor.fetchall())


def agencies_to_flag(cases: Sequence[Case]) -> list[tuple[Case, Agency]]:
    """Return the agencies that keep files about each case and were not yet asked to flag it.

    They are those that were asked what they know, and those that speak for her or chair: an agency
    that was not asked for research has files all the same.
    """
    flagged = FlagRequest.objects.filter(case=OuterRef("case"), agency=OuterRef("agency"))
    new = Q(~Exists(flagged), case__in=cases, agency__status=Agency.Status.ACTIVE)
    asked = ResearchRequest.objects.filter(new, withdrawn_at=None)
    seated = Participant.objects.filter(
        new, capacity__in=(Capacity.IDVA, Capacity.CHAIR), user=None, ended_at=None
    )
    of = {case.pk: case for case in cases}
    rows: list[ResearchRequest | Participant] = [
        *asked.select_related("agency"),
        *seated.select_related("agency"),
    ]
    found = dict.fromkeys((of[row.case_id], row.agency) for row in rows)
    return sorted(found, key=lambda one: (one[0].pk, one[1].name))


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
