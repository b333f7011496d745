"""Named reads for the pages of partners."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import Span
from whitebeam.kernel.today import Today
from whitebeam.partners import policy
from whitebeam.partners.models import (
    Agency,
    AgreementWarning,
    Area,
    Invitation,
    LocalSetting,
    Membership,
    Postcode,
    SharingAgreement,
)
from whitebeam.partners.rules.terms import WARNED_BEFORE, warning_due

# What the loader of packs keeps for itself is no setting of anybody's.
INTERNAL = "pack."


def local_names() -> frozenset[str]:
    """Return the names that everyone in the partnership knows: its agencies and places."""
    agencies = Agency.objects.values_list("name", "code")
    areas = Area.objects.values_list("name", "county")
    return frozenset(name for row in (*agencies, *areas) for name in row if name)


def users_of(lead: User) -> QuerySet[Membership]:
    """Return the memberships that this lead manages, by name."""
    rows = policy.memberships_managed_by(lead).select_related("user", "agency")
    return rows.order_by("agency__name", "user__name", "starts_on")


def invitations_of(lead: User) -> QuerySet[Invitation]:
    """Return the open invitations of this lead's agencies."""
    return policy.invitations_managed_by(lead).select_related("link").order_by("name")


def agencies() -> QuerySet[Agency]:
    """Return every agency but the guests', by name."""
    return Agency.objects.exclude(kind=Agency.Kind.GUEST).order_by("name")


def agreements_of(reader: User) -> QuerySet[SharingAgreement]:
    """Return the agreements that this user may read, the next to end first."""
    rows = policy.agreements_seen_by(reader).prefetch_related("parties__agency", "warnings")
    return rows.order_by("ends_on", "name")


def settings_in_force() -> list[LocalSetting]:
    """Return the partnership's values of today."""
    rows = policy.settings_in_force().exclude(key__startswith=INTERNAL)
    return list(rows.select_related("area", "set_by"))


def history_of(key: str) -> list[LocalSetting]:
    """Return every value this setting ever had or will have, the newest first."""
    rows = LocalSetting.objects.filter(key=key).exclude(key__startswith=INTERNAL)
    return list(rows.select_related("area", "set_by").order_by("-starts_on", "-created_at"))


def setting_in_force(key: str, *, default: Any, area: Area | None = None) -> Any:
    """Return the partnership's value of today; an area's own value comes before the common one."""
    found = _newest(key, area).values_list("value", flat=True).first()
    return default if found is None else found


def span_in_force(key: str, *, area: Area | None = None) -> Span | None:
    """Return a clock of today in its own unit and calendar, if one is set; an area's own first.

    :raises ValueError: if the setting is counted in neither hours nor days
    """
    found = _newest(key, area).values_list("value", "unit").first()
    return None if found is None else Span.read(int(found[0]), found[1])


def _newest(key: str, area: Area | None) -> QuerySet[LocalSetting]:
    return LocalSetting.objects.filter(
        Q(area=None) | Q(area=area), key=key, starts_on__lte=Today(), withdrawn_at=None
    ).order_by(F("area").asc(nulls_last=True), "-starts_on", "-created_at")


def area_of_postcode(postcode: str) -> Area | None:
    """Return the district of a postcode as it was typed, or nothing if it is not of this area."""
    bare = "".join(postcode.upper().split())
    found = Postcode.objects.select_related("area").filter(pk=bare).first()
    return found.area if found else None


def warnings_due(*, on: date) -> list[tuple[UUID, int]]:
    """Return the agreements whose end is to be announced on this day, and at which limit."""
    ending = SharingAgreement.objects.filter(
        starts_on__lte=on, ends_on__range=(on, on + timedelta(days=max(WARNED_BEFORE)))
    )
    given = set(AgreementWarning.objects.values_list("agreement", "days"))
    due = [(each.pk, warning_due(ends_on=each.ends_on, on=on)) for each in ending]
    return [(pk, days) for pk, days in due if days is not None and (pk, days) not in given]
