"""Where whoever causes harm in a case causes it too, among the cases that the reader runs.

Nothing here names who is harmed in the other case: the row is the case's own head, and opening it
is a deed of its own.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import Case, HarmLink


@dataclass(frozen=True, slots=True)
class Found:
    """Another case in which the same person may cause harm; `is_sure` where the records say so."""

    about: UUID
    name: str
    case: Case
    other_about: UUID
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as it stands beside one of its two cases."""

    link: HarmLink
    name: str
    case: Case


def links_of(user: User, case: Case) -> list[Linked]:
    """Return the standing links of a case, each with the other case, the newest first."""
    rows = policy.harm_links_seen_by(user).filter(
        Q(case=case) | Q(other=case), ended_at=None
    )  # fmt: skip
    found = rows.select_related(
        *("case__panel", "other__panel", "about", "other_about", "by")
    ).order_by("-at")
    return [_beside(case, one) for one in found]


def not_linked(user: User, case: Case) -> list[Found]:
    """Return where the same person may cause harm too and nobody has linked it, surest first."""
    pairs = _pairs(case)
    if not pairs:
        return []
    others = policy.coordinated_by(user).filter(pk__in={row[1] for row in pairs})
    cases = {one.pk: one for one in others.select_related("panel")}
    names = {one.pk: one.called for one in case.people.all()}
    linked = {
        frozenset(row)
        for row in policy.harm_links_seen_by(user)
        .filter(Q(case=case) | Q(other=case), ended_at=None)
        .values_list("about", "other_about")
    }
    found = [
        Found(about, names.get(about, ""), cases[other], there, is_sure)
        for about, other, there, is_sure in pairs
        if other in cases and frozenset((about, there)) not in linked
    ]
    return sorted(found, key=lambda one: (not one.is_sure, -one.case.referred_at.timestamp()))


def found_between(user: User, case: Case, about: UUID, other_about: UUID) -> Found | None:
    """Return what was found of one pair, if nobody has linked it."""
    return next(
        (
            one
            for one in not_linked(user, case)
            if (one.about, one.other_about) == (about, other_about)
        ),
        None,
    )


def _beside(case: Case, link: HarmLink) -> Linked:
    if link.case_id == case.pk:
        return Linked(link, link.about.called, link.other)
    return Linked(link, link.other_about.called, link.case)


def _pairs(case: Case) -> list[tuple[UUID, UUID, UUID, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select about, other, other_about, is_sure from sec.marac_harms_elsewhere(%s)",
            [case.pk],
        )
        return cursor.fetchall()
