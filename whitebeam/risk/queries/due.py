"""Whose risk is to be assessed again, and when: derived from what was signed and what happened."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

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

MOST = 200
Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Again:
    """One person's next assessment by one agency."""

    person: Person
    latest: Assessment
    due: Due
    is_mine: bool


def due_list(user: User, *, on: date, mine: bool) -> list[Again]:
    """Return whose risk is to be assessed again, soonest first; those on hold come last.

    `mine` keeps those whose last assessment the user signed. The newest standing assessments are
    looked at, at most 200, in a fixed number of queries.
    """
    standing = (
        policy.own_of(user)
        .filter(state=Assessment.State.SIGNED, set_aside_by=None)
        .exclude(tool__kind="GRID")
        .order_by("victim", "agency", "-signed_at")
        .distinct("victim", "agency")
    )
    rows = Assessment.objects.filter(pk__in=standing.values("pk"))
    if mine:
        rows = rows.filter(by=user)
    latest = list(rows.select_related("agency", "tool", "by").order_by("signed_at", "pk")[:MOST])
    return sorted(_due(user, latest, on=on), key=_soonest)


def due_of(user: User, person: Person, *, on: date) -> Again | None:
    """Return when one person's risk is to be assessed again by the user's own agency."""
    latest = (
        policy.own_of(user)
        .filter(state=Assessment.State.SIGNED, set_aside_by=None, victim=person)
        .exclude(tool__kind="GRID")
        .select_related("agency", "tool", "by")
        .order_by(F("signed_at").desc())
        .first()
    )
    return next(iter(_due(user, [latest], on=on)), None) if latest else None


def _due(user: User, latest: list[Assessment], *, on: date) -> list[Again]:
    named = {one.victim_id for one in latest}
    seen = people.visible_to(user).in_bulk(named)
    pauses, happened = _pauses(user, named), _happened(user, named)
    clocks = clocks_in_force()
    return [
        Again(
            person=seen[one.victim_id],
            latest=one,
            due=reassessment.due(
                signed_on=one.signed_at.astimezone(LONDON).date(),
                level=Level(one.level),
                clocks=clocks,
                happened=happened[one.victim_id, one.agency_id],
                pauses=pauses[one.victim_id, one.agency_id],
                on=on,
            ),
            is_mine=one.by_id == user.pk,
        )
        for one in latest
        if one.victim_id in seen and one.signed_at is not None
    ]


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


def _soonest(one: Again) -> tuple[bool, date, str]:
    return one.due.on is None, one.due.on or date.max, str(one.person.pk)
