"""How many people are in post, as it holds on a day."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.marac.models import Panel, StaffInPost
from whitebeam.partners.models import Area


def in_post(*, on: date) -> dict[tuple[UUID, str], Decimal]:
    """Return the posts of each area and role that hold on a day; what nobody entered is missing."""
    rows = (
        StaffInPost.objects.filter(starts_on__lte=on)
        .order_by("area", "role", "-starts_on", "-entered_at")
        .distinct("area", "role")
    )
    return {(row.area_id, row.role): row.posts for row in rows}


def areas_with_panels() -> QuerySet[Area]:
    """Return the areas that have a panel, by name."""
    return Area.objects.filter(pk__in=Panel.objects.filter(ended_on=None).values("area")).order_by(
        "name"
    )
