"""The people whom the worker's own agencies work with, newest involvement first, paged by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from whitebeam.accounts.models import User
from whitebeam.people import policy
from whitebeam.people.models import Involvement

PAGE = 25


@dataclass(frozen=True, slots=True)
class Page:
    """One page of involvements, one for each person, and the key after which the next begins."""

    rows: Sequence[Involvement]
    after: str


def people_of(user: User, *, after: str = "") -> Page:
    """Return a page of the people the user's agencies work with now. There is no total."""
    mine = policy.involvements_in_force(user, *policy.OPENING)
    newer = mine.filter(
        Q(starts_on__gt=OuterRef("starts_on"))
        | Q(starts_on=OuterRef("starts_on"), pk__lt=OuterRef("pk")),
        person=OuterRef("person"),
    )
    rows = (
        mine.filter(~Exists(newer))
        .exclude(person__in=policy.DeniedPeople())
        .select_related("person__area", "agency")
        .order_by("-starts_on", "pk")
    )
    if key := _key(after):
        rows = rows.filter(Q(starts_on__lt=key[0]) | Q(starts_on=key[0], pk__gt=key[1]))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], f"{last.starts_on.isoformat()}~{last.pk}" if last else "")


def _key(after: str) -> tuple[date, UUID] | None:
    """Return the parts of a paging key, or nothing, so that the list starts anew."""
    day, _, pk = after.partition("~")
    try:
        return date.fromisoformat(day), UUID(pk)
    except ValueError:
        return None
