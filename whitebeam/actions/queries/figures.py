"""Actions in numbers for those who chase them, and what an agency's lead may know of late ones.

Both are counted by the database (actions migration 0002), which gives no word of an action away.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from whitebeam.accounts.models import User
from whitebeam.actions.models import Action
from whitebeam.partners.models import Agency


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """How one agency stands with what it was asked to do."""

    agency: str
    code: str
    in_hand: int
    proposed: int
    late: int
    done_in_time: int
    done_late: int
    not_possible: int
    not_undertaken: int


@dataclass(frozen=True, slots=True)
class LateAction:
    """A late action as its agency's lead sees it: which, whose and since when, never what."""

    reference: str
    agency: str
    owner: str
    due_date: date
    state: str


def by_agency(*, since: date) -> list[AgencyCount]:
    """Return the counts of every agency for whose actions the acting user answers."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.actions_counted(%s)", [since])
        rows = cursor.fetchall()
    agencies = Agency.objects.in_bulk([row[0] for row in rows])
    counted = [AgencyCount(agencies[row[0]].name, agencies[row[0]].code, *row[1:]) for row in rows]
    return sorted(counted, key=lambda each: (-each.late, each.agency))


def late_at_own_agencies() -> list[LateAction]:
    """Return the late actions of the agencies that the acting user manages, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.late_actions_managed()")
        rows = cursor.fetchall()
    agencies = Agency.objects.in_bulk({row[1] for row in rows})
    owners = User.objects.in_bulk({row[2] for row in rows if row[2]})
    return [
        LateAction(
            reference,
            agencies[agency].name,
            owners[owner].name if owner else "Nobody is named",
            due_date,
            Action.State(state).label,
        )
        for reference, agency, owner, due_date, state in rows
    ]
