"""Telling workers that something waits for them. The content is read after sign-in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils.module_loading import import_string

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.notices import policy
from whitebeam.notices.models import Notice
from whitebeam.notices.rules.wording import AGREEMENT_ENDS
from whitebeam.notices.tasks import enqueue
from whitebeam.partners.models import Agency, Duty, SharingAgreement
from whitebeam.partners.policy import deputies_with, users_with

ONE_DAY = timedelta(days=1)


def tell(to: User, *, template: str, about: Model, at: datetime) -> None:
    """Promise one worker a notice; it stands only if the surrounding transaction commits."""
    _promise([to], template=template, about=about, at=at)


def tell_duty(agency: Agency, duty: Duty, *, template: str, about: Model, at: datetime) -> int:
    """Promise a notice to everyone with this duty at the agency now; how many is returned."""
    return _promise(list(users_with(agency, duty)), template=template, about=about, at=at)


def tell_deputies(agency: Agency, duty: Duty, *, template: str, about: Model, at: datetime) -> int:
    """Promise a notice to those who stand in for this duty at the agency; how many is returned."""
    return _promise(list(deputies_with(agency, duty)), template=template, about=about, at=at)


def tell_daily(users: Iterable[User], *, template: str, about: Model, at: datetime) -> int:
    """Promise each of these a notice, unless one of the kind was made today; how many is returned.

    It is for chasers: a worker with ten late things is told once a day that there are some.
    """
    begins = at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    wanted = {user.pk: user for user in users}
    told = Notice.objects.filter(
        to__in=wanted, template=template, made_at__gte=begins, made_at__lt=begins + ONE_DAY
    ).values_list("to", flat=True)
    for user_id in set(told):
        del wanted[user_id]
    return _promise(list(wanted.values()), template=template, about=about, at=at)


def tell_keepers(agreement: SharingAgreement, *, at: datetime) -> int:
    """Promise a notice that an agreement ends to the leads and guardians of its parties."""
    agencies = Agency.objects.filter(agreements__agreement=agreement)
    duties = (Duty.MANAGE_AGENCY, Duty.GUARD_RECORDS)
    keepers = {user for agency in agencies for duty in duties for user in users_with(agency, duty)}
    return _promise(list(keepers), template=AGREEMENT_ENDS, about=agreement, at=at)


@transaction.atomic
def open_notice(notice_id: UUID, *, by: User, at: datetime) -> Notice | None:
    """Take a notice as read and return it, if there is one of this user's."""
    notice = policy.addressed_to(by).select_for_update().filter(pk=notice_id).first()
    if notice and notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at", "updated_at"])
    return notice


def read_all(*, by: User, at: datetime) -> int:
    """Take every notice of this user as read; how many were not is returned."""
    return policy.addressed_to(by).filter(read_at=None).update(read_at=at, updated_at=at)


def send_out(*, channel: str, address: str, template: str, reference: str) -> None:
    """Hand a message for a person to the partnership's sender; people's gate was asked before.

    :raises Refused: if the partnership has set up no sender
    """
    if not settings.CONTACT_SENDER:
        raise Refused("This partnership has set up no sender of messages to people")
    send = import_string(settings.CONTACT_SENDER)
    send(channel=channel, address=address, template=template, reference=reference)


def _promise(users: list[User], *, template: str, about: Model, at: datetime) -> int:
    notices = [
        Notice(
            to=user,
            template=template,
            about_label=about._meta.label,
            about_id=about.pk,
            reference=getattr(about, "reference", ""),
            made_at=at,
        )
        for user in users
    ]
    Notice.objects.bulk_create(notices)
    enqueue([notice.pk for notice in notices])
    return len(notices)
