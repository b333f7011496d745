"""Sums that the database counts for those who see how the panels work and read no case."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from whitebeam.marac.queries import settings
from whitebeam.marac.rules.staffing import Ratios
from whitebeam.partners.models import LocalSetting


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


def women_by_area() -> dict[UUID, int]:
    """Return the number of adult women of each area, where it was entered."""
    rows = (
        LocalSetting.objects.filter(key="marac.adult_women", withdrawn_at=None, area__isnull=False)
        .order_by("area", "-starts_on", "-created_at")
        .distinct("area")
    )
    return {row.area_id: int(row.value) for row in rows if row.area_id}


def ratios() -> Ratios:
    """Return the partnership's planning figures of today."""
    return Ratios(
        cases_per_10000=float(settings.value("marac.expected_per_10000", default=40)),
        cases_per_meeting=int(settings.value("marac.cases_per_meeting", default=15)),
        referrals_per_adviser=int(settings.value("idva.referrals_per_year", default=100)),
        cases_per_administrator=int(settings.value("marac.cases_per_administrator", default=400)),
    )
