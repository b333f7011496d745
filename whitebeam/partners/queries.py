"""Named reads for the pages of partners."""

from typing import Any

from django.db.models import F, Q

from whitebeam.kernel.today import Today
from whitebeam.partners.models import Agency, Area, LocalSetting, Postcode


def local_names() -> frozenset[str]:
    """Return the names that everyone in the partnership knows: its agencies and places."""
    agencies = Agency.objects.values_list("name", "code")
    areas = Area.objects.values_list("name", "county")
    return frozenset(name for row in (*agencies, *areas) for name in row if name)


def setting_in_force(key: str, *, default: Any, area: Area | None = None) -> Any:
    """Return the partnership's value of today; an area's own value comes before the common one."""
    found = (
        LocalSetting.objects.filter(
            Q(area=None) | Q(area=area), key=key, starts_on__lte=Today(), withdrawn_at=None
        )
        .order_by(F("area").asc(nulls_last=True), "-starts_on", "-created_at")
        .values_list("value", flat=True)
        .first()
    )
    return default if found is None else found


def area_of_postcode(postcode: str) -> Area | None:
    """Return the district of a postcode as it was typed, or nothing if it is not of this area."""
    bare = "".join(postcode.upper().split())
    found = Postcode.objects.select_related("area").filter(pk=bare).first()
    return found.area if found else None
