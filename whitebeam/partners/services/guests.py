"""Lets a professional with a work address refer, and follow what they sent. Nobody is counted."""

from datetime import date, datetime

from django.db import transaction

from whitebeam.accounts.events import Happened as Account
from whitebeam.accounts.models import OneUseLink, User
from whitebeam.accounts.services.links import GONE, use_link
from whitebeam.audit import services as audit
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty, Membership

GUESTS = "guest-referrers"
GUEST_DUTIES = (Duty.REFER, Duty.VIEW_OWN_REFERRALS)


@transaction.atomic
def enter_as_guest(link: OneUseLink, *, name: str, job_title: str, at: datetime, on: date) -> User:
    """Spend a guest's link and return the guest, who may refer and follow their own referrals.

    :raises Refused: if the link was used, or its address belongs to somebody who signs in as usual
    """
    use_link(link, at=at)
    user = User.objects.select_for_update().filter(email=str(link.email)).first()
    if user is None:
        user = User.objects.create_user(str(link.email), kind=User.Kind.GUEST, name=name)
    if user.kind != User.Kind.GUEST or not user.is_active:
        raise Refused(GONE)
    user.name, user.job_title = name, job_title
    user.save(update_fields=["name", "job_title", "updated_at"])
    agency, _ = Agency.objects.get_or_create(
        code=GUESTS, defaults={"name": "Guest referrers", "kind": Agency.Kind.GUEST}
    )
    Membership.objects.get_or_create(
        user=user,
        agency=agency,
        ends_on=None,
        defaults={"duties": list(GUEST_DUTIES), "starts_on": on},
    )
    with acting(Acting.user(user.pk, agency=agency.pk)):
        audit.record(verb=Account.GUEST_ENTERED, subject=user)
    return user
