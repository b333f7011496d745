"""Saying how many advisers and administrators an area has: a row from a day, never changed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac.events import Counted
from whitebeam.marac.models import StaffInPost
from whitebeam.partners.models import Area, Duty
from whitebeam.partners.policy import has_duty


@dataclass(frozen=True, slots=True)
class InPost:
    """Whom an area has from a day, in full-time posts, and who says so."""

    area: Area
    role: StaffInPost.Role
    posts: Decimal
    starts_on: date
    source: str


@transaction.atomic
def enter_staff(told: InPost, *, by: User, at: datetime) -> StaffInPost:
    """Say how many people are in post from a day. What was said before stays.

    :raises Refused: if the user neither coordinates nor steers, or the number is below none
    """
    if not (has_duty(by, Duty.COORDINATE_MARAC) or has_duty(by, Duty.VIEW_MARAC_FIGURES)):
        raise Refused("Whoever coordinates or steers the MARACs says who is in post")
    if told.posts < 0:
        raise Refused("Enter 0 posts or more")
    made = StaffInPost.objects.create(
        area=told.area,
        role=told.role,
        posts=told.posts,
        starts_on=told.starts_on,
        source=told.source,
        entered_by=by,
        entered_at=at,
    )
    audit.record(verb=Counted.STAFF_ENTERED, subject=made, role=made.role, starts_on=made.starts_on)
    return made
