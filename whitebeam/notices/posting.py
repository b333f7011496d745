"""Handing one notice to the post, once, and what follows when it does not arrive.

Done by the process *notices*. Before a message leaves the database is asked whether the record is
kept from its reader: then it stops without a word to anybody.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.notices.events import Happened
from whitebeam.notices.models import Notice
from whitebeam.notices.post import Post, TryAgain, Undeliverable
from whitebeam.notices.rules.retrying import delay_after
from whitebeam.notices.rules.wording import letter_of
from whitebeam.partners.models import Duty, Membership
from whitebeam.partners.policy import memberships_in_force, users_with

TO_BE_POSTED = (Notice.Post.WAITING, Notice.Post.FAILED)
TRIES_USED_UP = "It was tried many times and never taken"
KEPT_FROM_READER = "The record is kept from its reader"
NO_ACCOUNT = "The account has ended"
CAME_BACK = "The message came back"


@transaction.atomic
def post_notice(notice_id: UUID, *, post: Post, origin: str, at: datetime) -> datetime | None:
    """Post one notice if it still waits; return when to try again, or nothing.

    Safe to repeat: a notice that was sent or stopped is left alone.
    """
    notice = _locked(notice_id)
    if notice is None or notice.post not in TO_BE_POSTED:
        return None
    if reason := _stopped_by(notice):
        _stop(notice, reason)
        return None
    letter = letter_of(
        notice.template,
        reference=notice.reference,
        address=origin + reverse("notices:open", args=[notice.pk]),
    )
    try:
        carried = post.send(
            address=notice.to.email,
            subject=letter.subject,
            body=letter.body,
            reference=str(notice.pk),
        )
    except Undeliverable as failure:
        _stop(notice, failure.reason)
        if failure.address_fails:
            _say_address_fails(notice.to, at=at)
        return None
    except TryAgain:
        return _try_later(notice, at=at)
    notice.post, notice.posted_at, notice.provider_reference = Notice.Post.SENT, at, carried[:80]
    notice.tries, notice.next_try_at = notice.tries + 1, None
    _save(notice)
    return None


@transaction.atomic
def record_bounce(reference: UUID, *, at: datetime) -> bool:
    """Note that a message came back for good, and make that a task; say whether it was ours.

    A message that comes back twice makes one task.
    """
    notice = _locked(reference)
    if notice is None or notice.post != Notice.Post.SENT:
        return False
    notice.post, notice.why_stopped = Notice.Post.BOUNCED, CAME_BACK
    _save(notice)
    audit.record(verb=Happened.BOUNCED, subject=notice)
    _say_address_fails(notice.to, at=at)
    return True


@transaction.atomic
def record_late_failure(reference: UUID, *, at: datetime) -> datetime | None:
    """Note that the carrier gave a message up for now; return when it is tried again."""
    notice = _locked(reference)
    if notice is None or notice.post != Notice.Post.SENT:
        return None
    return _try_later(notice, at=at)


def _locked(notice_id: UUID) -> Notice | None:
    notices = Notice.objects.select_for_update(of=("self",)).select_related("to")
    return notices.filter(pk=notice_id).first()


def _stopped_by(notice: Notice) -> str:
    if not notice.to.is_active:
        return NO_ACCOUNT
    with connection.cursor() as cursor:
        cursor.execute("select sec.is_kept_from(%s, %s)", [notice.to_id, notice.about_id])
        row = cursor.fetchone()
    return KEPT_FROM_READER if row and row[0] else ""


def _stop(notice: Notice, reason: str) -> None:
    notice.post, notice.why_stopped, notice.next_try_at = Notice.Post.STOPPED, reason, None
    notice.tries += 1
    _save(notice)
    audit.record(verb=Happened.STOPPED, subject=notice)


def _try_later(notice: Notice, *, at: datetime) -> datetime | None:
    delay = delay_after(notice.tries + 1)
    if delay is None:
        _stop(notice, TRIES_USED_UP)
        return None
    notice.tries += 1
    notice.post, notice.next_try_at = Notice.Post.FAILED, at + delay
    _save(notice)
    return notice.next_try_at


def _save(notice: Notice) -> None:
    notice.save(
        update_fields=[
            "post",
            "why_stopped",
            "tries",
            "next_try_at",
            "posted_at",
            "provider_reference",
            "updated_at",
        ]
    )


def _say_address_fails(user: User, *, at: datetime) -> None:
    """Leave the task where it can be done: with the user, and with whoever mends addresses."""
    _leave([user], template="address_fails", about=user, at=at)
    agencies = [held.agency for held in _held(user)]
    leads = {lead for agency in agencies for lead in users_with(agency, Duty.MANAGE_AGENCY)}
    _leave(leads - {user}, template="colleague_address_fails", about=user, at=at)


def _held(user: User) -> Iterable[Membership]:
    return memberships_in_force(user).select_related("agency")


def _leave(users: Iterable[User], *, template: str, about: User, at: datetime) -> None:
    """Leave a notice in the application alone, unless the same one lies there unread."""
    told = Notice.objects.filter(template=template, about_id=about.pk, read_at=None)
    known = set(told.values_list("to_id", flat=True))
    Notice.objects.bulk_create(
        Notice(
            to=user,
            template=template,
            about_label=about._meta.label,
            about_id=about.pk,
            made_at=at,
            post=Notice.Post.NOT_WANTED,
        )
        for user in users
        if user.pk not in known
    )
