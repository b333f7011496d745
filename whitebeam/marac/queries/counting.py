"""Sums that the database counts for those who see how the panels work and read no case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from whitebeam.accounts.models import User
from whitebeam.kernel.small_numbers import EXACT
from whitebeam.marac import policy
from whitebeam.marac.models import Panel, QuarterReturn
from whitebeam.marac.queries import settings
from whitebeam.marac.rules.staffing import Ratios

GROUPS = {
    "minoritised": "Black, Asian and racially minoritised",
    "disabled": "Disabled",
    "lgbt": "LGBT+",
    "male": "Male",
}


@dataclass(frozen=True, slots=True)
class Volume:
    """Of one panel in some months: what was heard, how long it took and waited, who was reached."""

    area_id: UUID
    area: str
    panel: str
    heard: int
    settled: int
    repeats: int
    waiting: int
    minutes: Decimal | None
    to_screen_hours: Decimal | None
    to_hear_days: Decimal | None
    contacted: int
    contacted_in_time: int


@dataclass(frozen=True, slots=True)
class Waits:
    """Of one panel in some months: how long cases waited at each stage, and what was in time."""

    panel: str
    area: str
    screened: int
    screened_in_time: int
    to_screen_hours: Decimal | None
    to_list_days: Decimal | None
    to_hear_days: Decimal | None
    to_close_days: Decimal | None
    to_reach: int
    reached_in_time: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Of one agency: how it stands with what was agreed at MARACs."""

    agency: str
    in_hand: int
    late: int
    done_in_time: int
    done_late: int
    not_possible: int
    not_undertaken: int


@dataclass(frozen=True, slots=True)
class Group:
    """Of those discussed in the returns that were kept: how many belong to one group."""

    code: str
    label: str
    part: int
    whole: int


def volume(*, since: datetime, until: datetime) -> list[Volume]:
    """Return the sums of each panel that has had a case, by area."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_volume_counted(%s, %s)", [since, until])
        return [Volume(*row) for row in cursor.fetchall()]


def referrers(*, since: datetime, until: datetime) -> list[tuple[str, int]]:
    """Return how many cases each kind of agency referred, most first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_referrers_counted(%s, %s)", [since, until])
        return [(kind, count) for kind, count in cursor.fetchall()]


def waits(*, since: datetime, until: datetime) -> list[Waits]:
    """Return how long the cases of each panel waited at each stage, by area."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_waits_counted(%s, %s)", [since, until])
        return [Waits(*row) for row in cursor.fetchall()]


def actions_kept(*, since: date) -> list[Kept]:
    """Return how each agency stands with actions of cases: what is open, what was closed since."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_actions_counted(%s)", [since])
        return [Kept(*row) for row in cursor.fetchall()]


def groups_in_returns(*, since: date) -> list[Group]:
    """Return the protected groups of the returns kept for the months since then.

    Only the returns can tell: what a case's profile says is sealed, and read by nobody who counts.
    The newest return of a quarter stands for it.
    """
    newest = (
        QuarterReturn.objects.filter(first_on__gte=since)
        .order_by("first_on", "-made_at")
        .distinct("first_on")
    )
    kept = [{cell["code"]: cell for cell in row.cells} for row in newest]
    return [_group(code, [cells[code] for cells in kept if code in cells]) for code in GROUPS]


def _group(code: str, cells: Sequence[Mapping[str, Any]]) -> Group:
    part = sum(round((cell["value"] or 0) * (cell["whole"] or 0) / 100) for cell in cells)
    return Group(code, GROUPS[code], part, sum(cell["whole"] or 0 for cell in cells))


def smallest_shown() -> int:
    """Return how many people a number must count to be shown to those who read no case."""
    return int(settings.value("figures.smallest_shown"))


def page_answer_minutes() -> int:
    """Return how long a page of research takes an agency, as the partnership reckons."""
    return int(settings.value("marac.page_answer_minutes"))


def least_shown(user: User) -> int:
    """Return the smallest count that this user reads: EXACT if every panel's cases are hers.

    Inside, exact numbers to those entitled to the cases; to everybody else the rule of releases.
    """
    mine = policy.agency_ids_as(user, policy.Capacity.COORDINATOR)
    if mine and not Panel.objects.exclude(coordinated_by__in=list(mine)).exists():
        return EXACT
    return smallest_shown()


def trend_months() -> int:
    """Return how many of the newest months are held against those before them."""
    return int(settings.value("marac.trend_months"))


def ratios() -> Ratios:
    """Return the partnership's planning figures of today."""
    return Ratios(
        cases_per_10000=float(settings.value("marac.expected_per_10000")),
        cases_per_meeting=int(settings.value("marac.cases_per_meeting")),
        referrals_per_adviser=int(settings.value("idva.referrals_per_year")),
        cases_per_administrator=int(settings.value("marac.cases_per_administrator")),
    )
