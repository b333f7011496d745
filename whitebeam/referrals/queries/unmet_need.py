"""What an agency could not take on, by month, reason and area: need that was not met."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from whitebeam.partners.models import Area
from whitebeam.referrals.models import Reason


@dataclass(frozen=True, slots=True)
class Declined:
    """So many referrals declined in a month for a reason, of people of an area."""

    month: date
    reason: str
    is_unmet_need: bool
    area: str
    number: int


def unmet_need(*, since: datetime) -> list[Declined]:
    """Return what the agencies whose figures the acting user sees have declined since then."""
    reasons, areas = Reason.objects.in_bulk(), Area.objects.in_bulk()
    with connection.cursor() as cursor:
        cursor.execute(
            "select month, reason, area, n from sec.declines_counted(%s) order by 1", [since]
        )
        rows = cursor.fetchall()
    return [
        Declined(
            month,
            reasons[reason].label if reason else "No reason given",
            bool(reason) and reasons[reason].counts_as_unmet_need,
            areas[area].name if area else "Area not known",
            number,
        )
        for month, reason, area, number in rows
    ]
