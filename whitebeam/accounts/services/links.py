"""Asks for, opens and uses links that work once."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from whitebeam.accounts.keys import email_key, number_hash, token_hash
from whitebeam.accounts.models import OneUseLink
from whitebeam.accounts.tasks import send_link
from whitebeam.kernel.errors import Refused

GONE = "This link does not work any more. Ask for a new one."
MOST_WRONG_NUMBERS = 5
VALID_FOR = {
    OneUseLink.Kind.NEW_PASSWORD: timedelta(minutes=10),
    OneUseLink.Kind.INVITATION: timedelta(days=7),
    OneUseLink.Kind.GUEST: timedelta(minutes=60),
    OneUseLink.Kind.RESEARCH: timedelta(hours=24),
}


def new_number() -> str:
    """Return six random digits to show to whoever asks for a link."""
    return f"{secrets.randbelow(1_000_000):06}"


@transaction.atomic
def ask_for_link(
    kind: OneUseLink.Kind, *, email: str, at: datetime, number: str = ""
) -> OneUseLink:
    """Take a request for a link; whether it is sent is decided later, out of the asker's sight."""
    link = OneUseLink(
        kind=kind,
        email=email.strip().lower(),
        email_key=email_key(email),
        asked_at=at,
        expires_at=at + VALID_FOR[kind],
    )
    link.number_hash = number_hash(number, row=str(link.pk)) if number else ""
    link.save()
    send_link.defer(link_id=str(link.pk))
    return link


def open_link(kind: OneUseLink.Kind, *, token: str, at: datetime) -> OneUseLink:
    """Return the unused link of this token, locked until the transaction ends.

    :raises Refused: if there is none, or it was used, or its time is over
    """
    held = OneUseLink.objects.select_for_update().filter(
        kind=kind, token_hash=token_hash(token), used_at=None, expires_at__gt=at
    )
    link = held.first()
    if link is None or link.wrong_numbers >= MOST_WRONG_NUMBERS:
        raise Refused(GONE)
    return link


def number_is_right(link: OneUseLink, number: str) -> bool:
    """Return whether this is the number that belongs to the link, counting a wrong one."""
    if secrets.compare_digest(number_hash(number, row=str(link.pk)), link.number_hash):
        return True
    link.wrong_numbers += 1
    link.save(update_fields=["wrong_numbers", "updated_at"])
    return False


def use_link(link: OneUseLink, *, at: datetime) -> None:
    """Spend the link.

    :raises Refused: if it has been used
    """
    if link.used_at is not None:
        raise Refused(GONE)
    link.used_at = at
    link.save(update_fields=["used_at", "updated_at"])
