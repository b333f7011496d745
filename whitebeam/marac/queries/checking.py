"""Whether who harms whom in a case is still to be looked at, and by whom it can be."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from whitebeam.accounts.models import User
from whitebeam.marac.models import Case, CasePerson
from whitebeam.people import policy as people
from whitebeam.risk.policy import REVIEWING
from whitebeam.risk.services.reviewing import pairs_to_check


@dataclass(frozen=True, slots=True)
class Check:
    """Two people of a case whose records the reader may see, and who have to be looked at."""

    harmed_id: UUID
    other_id: UUID
    names: str


def needs_counter_check(case: Case) -> bool:
    """Say whether both of two people of a case are said to be harmed, and nobody looked at it.

    Told to those who coordinate, chair, speak for her or referred, who learn no more than that.
    """
    return case.pk in open_among([case.pk])


def open_among(cases: Iterable[UUID]) -> frozenset[UUID]:
    """Return which of these cases wait for the structured check, as far as the user is told."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.marac_checks_open(%s::uuid[])", [list(cases)])
        return frozenset(pk for (pk,) in cursor.fetchall())


def checks_of(user: User, case: Case) -> list[Check]:
    """Return the pairs of a case that this user can look at herself."""
    part = CasePerson.Part
    rows = case.people.filter(part__in=(part.VICTIM, part.PERPETRATOR), person__isnull=False)
    seen = people.visible_to(user, *REVIEWING).filter(pk__in=rows.values("person"))
    names = dict(seen.values_list("pk", "known_as"))
    parts = {row.person_id: row.part for row in rows if row.person_id in names}
    found = pairs_to_check(
        [pk for pk, held in parts.items() if held == part.VICTIM],
        [pk for pk, held in parts.items() if held == part.PERPETRATOR],
    )
    return [Check(one, other, f"{names[one]} and {names[other]}") for one, other in found]
