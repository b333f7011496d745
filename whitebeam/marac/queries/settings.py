"""The partnership's values for MARAC, as they hold today in one area."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q

from whitebeam.kernel.clocks import Span
from whitebeam.kernel.errors import NotSetUp
from whitebeam.kernel.today import Today
from whitebeam.marac.models import Pathway
from whitebeam.marac.queries import calendar
from whitebeam.marac.rules.needed import CRITERIA, CRITERIA_IF_SET
from whitebeam.marac.rules.steps import Step
from whitebeam.partners.models import Area, LocalSetting
from whitebeam.partners.queries import setting_in_force, span_in_force
from whitebeam.partners.rules.setting_words import WORDS

SCREEN_DAYS = "marac.screen_days"


def value(key: str, *, area: Area | None = None) -> Any:
    """Return the value of today; an area's own comes before the common one.

    :raises NotSetUp: naming the setting, if the partnership has set none that holds today
    """
    found = setting_in_force(key, default=None, area=area)
    if found is None:
        raise NotSetUp(not_set(key))
    return found


def clock(key: str, *, area: Area | None = None) -> Span:
    """Return a clock of today in its own unit and calendar; an area's own comes first.

    :raises NotSetUp: naming the setting, if the partnership has set none that holds today
    """
    found = span_in_force(key, area=area)
    if found is None:
        raise NotSetUp(not_set(key))
    return found


def listed_minutes(*, area: Area) -> dict[str, int]:
    """Return the least and the most minutes that a case can be given on a list.

    :raises NotSetUp: naming the setting, if the partnership has set none that holds today
    """
    return {
        name: int(value(f"marac.listed_minutes_{name}", area=area)) for name in ("least", "most")
    }


def not_set(key: str) -> str:
    """Return the sentence for a setting that holds nowhere."""
    title, _ = WORDS.get(key, (key, ""))
    return (
        f"The partnership has not set “{title}” ({key}), and this cannot be done without it."
        " Tell the partnership team: the partnership’s settings are theirs."
    )


def span(step: Step, *, pathway: Pathway | None, key: str, area: Area) -> Span:
    """Return how long a step may take: the pathway's own clock, else the area's.

    :raises NotSetUp: if neither is set
    """
    own = _own(pathway, step) if pathway is not None else None
    return own or clock(key, area=area)


def screen_due(*, at: datetime, area: Area) -> datetime:
    """Return when what waits for screening from this moment is to be screened.

    No way is chosen yet, so that any may follow: the shortest clock of those in force counts.

    :raises NotSetUp: if the partnership has set no clock for it
    """
    own = [_own(way, Step.SCREEN) for way in calendar.pathways()]
    return min(one.after(at) for one in (clock(SCREEN_DAYS, area=area), *filter(None, own)))


def _own(pathway: Pathway, step: Step) -> Span | None:
    own = pathway.clocks.get(step)
    return Span(own["value"], own["unit"], own["calendar"]) if own else None


def criteria(*, area: Area) -> dict[str, dict[str, Any]]:
    """Return all that grounds rest on in an area today, each with its first day and its source.

    :raises NotSetUp: if one that is needed is not set
    """
    rows = (
        LocalSetting.objects.filter(
            Q(area=None) | Q(area=area),
            key__in=[*CRITERIA, *CRITERIA_IF_SET],
            withdrawn_at=None,
            starts_on__lte=Today(),
        )
        .order_by("key", F("area").asc(nulls_last=True), "-starts_on", "-created_at")
        .distinct("key")
    )
    found = {
        row.key: {"value": row.value, "from": row.starts_on.isoformat(), "source": row.source}
        for row in rows
    }
    for key in CRITERIA:
        if key not in found:
            raise NotSetUp(not_set(key))
    return found
