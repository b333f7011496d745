"""Whose risk is to be assessed again, and when: derived from what was signed and what happened."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.people import policy as people
from whitebeam.people.models import ContactPoint, Person
from whitebeam.risk import policy
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries.assessments import WHOLE
from whitebeam.risk.queries.settings import clocks_in_force
from whitebeam.risk.rules import reassessment
from whitebeam.risk.rules.reassessment import Due, Happened
from whitebeam.risk.rules.scoring import Level

PAGE = 50
Pair = tuple[UUID, UUID]
Key = tuple[bool, date, str]
NAMES = (
    "pk",
    "victim_id",
    "agency_id",
    "signed_at",
    "level",
    "by_id",
    "perpetrator_id",
    "tool__kind",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing assessment, as far as its clock needs it."""

    pk: UUID
    victim_id: UUID
    agency_id: UUID
    signed_at: datetime
    level: str
    by_id: UUID
    perpetrator_id: UUID | None
    kind: str

    @property
    def pair(self) -> Pair:
        return self.victim_id, self.agency_id

    @property
    def signed_on(self) -> date:
        return self.signed_at.astimezone(LONDON).date()

    @property
    def clock(self) -> Level:
        """Return the level whose clock runs; what nobody judged is looked at like a high one."""
        return Level(self.level) if self.level else Level.HIGH

    def covers(self, other: "Standing") -> bool:
        """Say whether this, signed later, stands for the other: the same people, such a tool."""
        same_tool = self.kind == other.kind or {self.kind, other.kind} <= set(WHOLE)
        return same_tool and other.perpetrator_id in {None, self.perpetrator_id}


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that happened, and when it was noted."""

    happened: Happened
    at: datetime

    def is_after(self, signed_at: datetime) -> bool:
        """Say whether an assessment signed then had not looked at it: on its day, not noted yet."""
        signed_on, on = signed_at.astimezone(LONDON).date(), self.happened.on
        return on > signed_on or (on == signed_on and self.at >= signed_at)


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
    dues = sorted(_due(user, _standing(user), on=on), key=lambda one: _soonest(*one))
    dues = [one for one in dues if one[0].by_id == user.pk] if mine else dues
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
    dues = sorted(_due(user, _standing(user, person), on=on), key=lambda one: _soonest(*one))
    return next(iter(_read(user, dues[:1])), None)


def _standing(user: User, person: Person | None = None) -> list[Standing]:
    """Return what stands of the user's agencies: for each pair of people, the newest of each tool.

    A later assessment with another tool, or about another person, takes nothing from a higher one.
    """
    found = policy.own_of(user).filter(state=Assessment.State.SIGNED, set_aside_by=None)
    found = found.exclude(policy.waits_for_a_look())
    found = found.filter(victim=person) if person else found
    each = ("victim", "agency", "perpetrator", "tool__kind")
    newest = found.exclude(tool__kind="GRID").order_by(*each, "-signed_at").distinct(*each)
    by_pair: dict[Pair, list[Standing]] = defaultdict(list)
    rows = [Standing(*row) for row in newest.values_list(*NAMES) if row[3] is not None]
    for one in sorted(rows, key=lambda row: row.signed_at, reverse=True):
        if not any(later.covers(one) for later in by_pair[one.pair]):
            by_pair[one.pair].append(one)
    return [one for standing in by_pair.values() for one in standing]


def _due(user: User, standing: list[Standing], *, on: date) -> list[tuple[Standing, Due]]:
    """Return when each person is due by each agency: the soonest of what stands about her."""
    named = {one.victim_id for one in standing}
    pauses, happened, moved = _pauses(user, named), _happened(user, named), _moved(user, named)
    clocks = clocks_in_force()
    looked_at: dict[Pair, datetime] = {}
    for one in standing:
        looked_at[one.pair] = max(one.signed_at, looked_at.get(one.pair, one.signed_at))
    soonest: dict[Pair, tuple[Standing, Due]] = {}
    for one in standing:
        # What happened before she was last assessed, with whichever tool, was looked at then.
        told = happened[one.pair] + moved[one.victim_id]
        since = [each.happened for each in told if each.is_after(looked_at[one.pair])]
        due = reassessment.due(
            signed_on=one.signed_on,
            level=one.clock,
            clocks=clocks,
            happened=since,
            pauses=pauses[one.pair],
            on=on,
        )
        held = soonest.get(one.pair)
        if held is None or _soonest(one, due) < _soonest(*held):
            soonest[one.pair] = one, due
    return list(soonest.values())


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


def _happened(user: User, named: Iterable[UUID]) -> dict[Pair, list[Noted]]:
    found: dict[Pair, list[Noted]] = defaultdict(list)
    for one in policy.happenings_of(user).filter(person__in=named, mistaken_at=None):
        event = Happened(one.happened_on, reassessment.Cause(one.cause))
        found[one.person_id, one.agency_id].append(Noted(event, one.at))
    return found


def _moved(user: User, named: Iterable[UUID]) -> dict[UUID, list[Noted]]:
    """Return on which days each person has a new home: an address after one known before it.

    A place that must stay secret is read by one function alone, and is never among them.
    """
    homes = ContactPoint.objects.filter(
        person__in=people.visible_to(user).filter(pk__in=named), kind=ContactPoint.Kind.ADDRESS
    )
    before = homes.filter(person=OuterRef("person"), created_at__lt=OuterRef("created_at"))
    found: dict[UUID, list[Noted]] = defaultdict(list)
    moves = homes.filter(Exists(before)).values_list("person", "starts_on", "created_at")
    for person, day, noted_at in moves:
        if day is not None:
            found[person].append(Noted(Happened(day, reassessment.Cause.MOVE), noted_at))
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
