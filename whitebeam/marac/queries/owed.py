"""What agencies owe before a meeting, and how they answered quarter by quarter: counts alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db import connection

from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.queries.settling import Answered, research_answered_since
from whitebeam.marac.rules.months import quarters_before


@dataclass(frozen=True, slots=True)
class Owed:
    """Of one agency and one meeting to come: how often it was asked, answered, and owes."""

    agency: str
    panel: str
    starts_at: datetime
    due_at: datetime
    asked: int
    known: int
    nothing_known: int
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """How the agencies answered what they were asked in three whole months."""

    first_on: date
    answered: tuple[Answered, ...]


def owed_by_own_agencies(*, at: datetime) -> list[Owed]:
    """Return what the agencies that the asker leads owe to meetings to come, the next first.

    Counted by the database, for a lead reads no case; what is kept from her is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_owed_managed(%s)", [at])
        return [Owed(*row) for row in cursor.fetchall()]


def answered_by_quarter(*, on: date, quarters: int) -> Sequence[Quarter]:
    """Return how each agency answered in the last quarters that were over on a day, oldest first.

    For those who steer: sums of the database, without what is kept from the asker.
    """
    begins = quarters_before(on, quarters + 1)
    since = datetime(begins[0].year, begins[0].month, 1, tzinfo=LONDON)
    asked = research_answered_since(since)
    return [
        Quarter(
            first,
            tuple(one for one in asked if first <= one.month.astimezone(LONDON).date() < after),
        )
        for first, after in pairwise(begins)
    ]
