"""Telling workers that something waits for them. The content is read after sign-in."""

from datetime import datetime

from django.db.models import Model

from whitebeam.accounts.models import User
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import users_with


def tell(to: User, *, template: str, about: Model, at: datetime) -> None:
    """Promise one worker a notice; it stands only if the surrounding transaction commits."""
    _promise([to], template=template, about=about, at=at)


def tell_duty(agency: Agency, duty: Duty, *, template: str, about: Model, at: datetime) -> int:
    """Promise a notice to everyone with this duty at the agency now; how many is returned."""
    return _promise(list(users_with(agency, duty)), template=template, about=about, at=at)


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
