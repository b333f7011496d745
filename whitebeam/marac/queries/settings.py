"""The partnership's values for MARAC, as they hold today in one area."""

from typing import Any

from whitebeam.kernel.today import Today
from whitebeam.marac.models import Pathway
from whitebeam.partners.models import Area, LocalSetting
from whitebeam.partners.queries import setting_in_force

# What a decision about the grounds rests on; a case keeps the values it was made with.
CRITERIA = (
    "dash.very_high_risk",
    "dash.bands",
    "dash.bands_for",
    "marac.grounds",
    "marac.escalation_events",
    "marac.escalation_months",
    "marac.escalation_national",
    "marac.repeat_months",
    "marac.repeat_rule",
)


def value(key: str, *, default: Any, area: Area | None = None) -> Any:
    """Return the value of today; an area's own comes before the common one."""
    return setting_in_force(key, default=default, area=area)


def days(step: str, *, pathway: Pathway | None, key: str, default: int, area: Area) -> int:
    """Return how many working days a step has: the pathway's own clock, else the area's value."""
    own = pathway.clocks.get(step) if pathway is not None else None
    return int(own["value"] if own else value(key, default=default, area=area))


def criteria(*, area: Area) -> dict[str, dict[str, Any]]:
    """Return the criteria in force in an area, each with its day and its source."""
    rows = (
        LocalSetting.objects.filter(key__in=CRITERIA, withdrawn_at=None, starts_on__lte=Today())
        .filter(area=None)
        .union(
            LocalSetting.objects.filter(
                key__in=CRITERIA, withdrawn_at=None, starts_on__lte=Today(), area=area
            )
        )
        .order_by("starts_on", "created_at")
    )
    common = [row for row in rows if row.area_id is None]
    own = [row for row in rows if row.area_id is not None]
    return {
        row.key: {"value": row.value, "from": row.starts_on.isoformat(), "source": row.source}
        for row in (*common, *own)
    }
