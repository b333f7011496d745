"""The partnership's values for MARAC, as they hold today in one area."""

from typing import Any

from django.db.models import F, Q

from whitebeam.kernel.errors import NotSetUp
from whitebeam.kernel.today import Today
from whitebeam.marac.models import Pathway
from whitebeam.marac.rules.needed import CRITERIA, CRITERIA_IF_SET
from whitebeam.partners.models import Area, LocalSetting
from whitebeam.partners.queries import setting_in_force
from whitebeam.partners.rules.setting_words import WORDS


def value(key: str, *, area: Area | None = None) -> Any:
    """Return the value of today; an area's own comes before the common one.

    :raises NotSetUp: naming the setting, if the partnership has set none that holds today
    """
    found = setting_in_force(key, default=None, area=area)
    if found is None:
        raise NotSetUp(not_set(key))
    return found


def not_set(key: str) -> str:
    """Return the sentence for a setting that holds nowhere."""
    title, _ = WORDS.get(key, (key, ""))
    return (
        f"The partnership has not set “{title}” ({key}), and this cannot be done without it."
        " Tell the partnership team: the partnership’s settings are theirs."
    )


def days(step: str, *, pathway: Pathway | None, key: str, area: Area) -> int:
    """Return how many working days a step has: the pathway's own clock, else the area's value.

    :raises NotSetUp: if neither is set
    """
    own = pathway.clocks.get(step) if pathway is not None else None
    return int(own["value"] if own else value(key, area=area))


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
