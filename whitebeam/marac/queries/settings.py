"""The partnership's values for MARAC, as they hold today in one area."""

from datetime import datetime
from typing import Any

from whitebeam.kernel.clocks import Span
from whitebeam.kernel.today import Today
from whitebeam.marac.models import Pathway
from whitebeam.marac.queries import calendar
from whitebeam.marac.rules.steps import Step
from whitebeam.partners.models import Area, LocalSetting
from whitebeam.partners.queries import setting_in_force, span_in_force

SCREEN_DAYS = "marac.screen_days"
# What a decision about the grounds rests on; a case keeps the values it was made with.
CRITERIA = (
    "dash.very_high_risk",
    "marac.escalation_events",
    "marac.escalation_months",
    "marac.repeat_months",
    "marac.repeat_rule",
)


def value(key: str, *, default: Any, area: Area | None = None) -> Any:
    """Return the value of today; an area's own comes before the common one."""
    return setting_in_force(key, default=default, area=area)


def span(step: Step, *, pathway: Pathway | None, key: str, default: int, area: Area) -> Span:
    """Return how long a step may take: the pathway's own clock, else the area's.

    `default` counts working days, for a partnership that says nothing.
    """
    own = _own(pathway, step) if pathway is not None else None
    return own or span_in_force(key, default=Span(default), area=area)


def screen_due(*, at: datetime, area: Area) -> datetime:
    """Return when what waits for screening from this moment is to be screened.

    No way is chosen yet, so that any may follow: the shortest clock of those in force counts.
    """
    own = [_own(way, Step.SCREEN) for way in calendar.pathways()]
    spans = [span_in_force(SCREEN_DAYS, default=Span(1), area=area), *filter(None, own)]
    return min(one.after(at) for one in spans)


def _own(pathway: Pathway, step: Step) -> Span | None:
    clock = pathway.clocks.get(step)
    return Span(clock["value"], clock["unit"], clock["calendar"]) if clock else None


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
