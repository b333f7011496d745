"""Telling workers that something waits for them. The content is read after sign-in."""

from datetime import datetime

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import users_with


def tell(to: User, *, template: str, about: Model, at: datetime) -> None:
    """Promise one worker a notice; it stands only if the surrounding transaction commits."""
    _promise([to], template=template, about=about, at=at)


def tell_duty(agency: Agency, duty: Duty, *, template: str, about: Model, at: datetime) -> int:
    """Promise a notice to everyone with this duty at the agency now; how many is returned."""
    return _promise(list(users_with(agency, duty)), template=template, about=about, at=at)


def send_out(*, channel: str, address: str, template: str, reference: str) -> None:
    """Hand a message for a person to the partnership's sender; people's gate was asked before.

    :raises Refused: if the partnership has set up no sender
    """
    if not settings.CONTACT_SENDER:
        raise Refused("This partnership has set up no sender of messages to people")
    send = import_string(settings.CONTACT_SENDER)
    send(channel=channel, address=address, template=template, reference=reference)


def _promise(users: list[User], *, template: str, about: Model, at: datetime) -> int:
    Notice.objects.bulk_create(
        Notice(
            to=user,
            template=template,
            about_label=about._meta.label,
            about_id=about.pk,
            made_at=at,
        )
        for user in users
    )
    return len(users)
