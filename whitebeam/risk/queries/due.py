"""Whose risk is to be assessed again, and when: derived from what was signed and what happened."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.people import policy as people
from whitebeam.people.models import Person
from whitebeam.risk import policy
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries.settings import clocks_in_force
from whitebeam.risk.rules import reassessment
from whitebeam.risk.rules.reassessment import Due, Happened
from whitebeam.risk.rules.scoring import Level

PAGE = 50
Pair = tuple[UUID, UUID]
Key = tuple[bool, date, str]
NAMES = ("pk", "victim_id", "agency_id", "signed_at", "level")


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing assessment, as far as its clock needs it."""

    pk: UUID
    victim_id: UUID
    agency_id: UUID
    signed_at: datetime
    level: str


@dataclass(frozen=True, slots=True)
class Again:
    """One person's next assessment by one agency."""

    person: Person
    latest: Assessment
    due: Due
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, the key after which the next begins, and how many are late in all."""

    rows: tuple[Again, ...]
    after: str
    late: int


def due_list(user: User, *, on: date, mine: bool, after: str = "") -> Page:
    """Return a page of whose risk is to be assessed again, soonest first, those on hold last.

    `mine` keeps those whose last assessment the user signed. When each is due is worked out for
    all from what is never sealed; only the page itself is read whole.
    """
    found = Assessment.objects.filter(pk__in=_newest(user).values("pk"))
    if mine:
        found = found.filter(by=user)
    standing = [Standing(*row) for row in found.values_list(*NAMES) if row[3] is not None]
    dues = sorted(_due(user, standing, on=on), key=lambda one: _soonest(*one))
    keys = [_soonest(*one) for one in dues]
    first = bisect_right(keys, _key(after)) if after else 0
    rows = dues[first : first + PAGE]
    more = len(dues) > first + PAGE
    return Page(
        rows=_read(user, rows),
        after=_written(keys[first + PAGE - 1]) if more else "",
        late=sum(due.is_overdue(on=on) for _, due in dues),
    )


def due_of(user: User, person: Person, *, on: date) -> Again | None:
    """Return when one person's risk is to be assessed again by the user's own agency."""
    newest = (
        policy.own_of(user)
        .filter(state=Assessment.State.SIGNED, set_aside_by=None, victim=person)
        .exclude(tool__kind="GRID")
        .order_by(F("signed_at").desc())
        .values_list(*NAMES)[:1]
    )
    standing = [Standing(*row) for row in newest]
    return next(iter(_read(user, _due(user, standing, on=on))), None)


def _newest(user: User) -> QuerySet[Assessment]:
    """Return each person's newest standing assessment by each of the user's agencies."""
    return (
        policy.own_of(user)
        .filter(state=Assessment.State.SIGNED, set_aside_by=None)
        .exclude(tool__kind="GRID")
        .order_by("victim", "agency", "-signed_at")
        .distinct("victim", "agency")
    )


def _due(user: User, standing: list[Standing], *, on: date) -> list[tuple[Standing, Due]]:
    named = {one.victim_id for one in standing}
    pauses, happened = _pauses(user, named), _happened(user, named)
    clocks = clocks_in_force()
    return [
        (
            one,
            reassessment.due(
                signed_on=one.signed_at.astimezone(LONDON).date(),
                level=Level(one.level),
                clocks=clocks,
                happened=happened[one.victim_id, one.agency_id],
                pauses=pauses[one.victim_id, one.agency_id],
                on=on,
            ),
        )
        for one in standing
    ]


def _read(user: User, rows: list[tuple[Standing, Due]]) -> tuple[Again, ...]:
    latest = Assessment.objects.select_related("agency", "tool", "by").in_bulk(
        [one.pk for one, _ in rows]
    )
    seen = people.visible_to(user).in_bulk({one.victim_id for one, _ in rows})
    return tuple(
        Again(seen[one.victim_id], latest[one.pk], due, is_mine=latest[one.pk].by_id == user.pk)
        for one, due in rows
        if one.victim_id in seen
    )


def _pauses(user: User, named: Iterable[UUID]) -> dict[Pair, list[reassessment.Pause]]:
    found: dict[Pair, list[reassessment.Pause]] = defaultdict(list)
    for one in policy.pauses_of(user).filter(person__in=named):
        pause = reassessment.Pause(one.starts_on, one.ends_on)
        found[one.person_id, one.agency_id].append(pause)
    return found


def _happened(user: User, named: Iterable[UUID]) -> dict[Pair, list[Happened]]:
    found: dict[Pair, list[Happened]] = defaultdict(list)
    for one in policy.happenings_of(user).filter(person__in=named):
        event = Happened(one.happened_on, reassessment.Cause(one.cause))
        found[one.person_id, one.agency_id].append(event)
    return found


def _soonest(one: Standing, due: Due) -> Key:
    return due.on is None, due.on or date.max, str(one.pk)


def _written(key: Key) -> str:
    is_on_hold, on, pk = key
    return f"{'hold' if is_on_hold else on.isoformat()}~{pk}"


def _key(after: str) -> Key:
    on, _, pk = after.partition("~")
    try:
        return (True, date.max, pk) if on == "hold" else (False, date.fromisoformat(on), pk)
    except ValueError:
        return False, date.min, ""
