"""Replaces a forgotten password. The second factor is still asked for at the next sign-in."""

from datetime import datetime

from django.db import transaction

from whitebeam.accounts.events import Happened
from whitebeam.accounts.models import OneUseLink, User
from whitebeam.accounts.services.links import GONE, use_link
from whitebeam.accounts.services.sessions import end_sessions_of
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused


@transaction.atomic
def replace_password(link: OneUseLink, *, password: str, at: datetime) -> User:
    """Set the password of the user whose link this is, and end every session of theirs.

    :raises Refused: if the link was used or its user is gone
    """
    use_link(link, at=at)
    user = link.user
    if user is None or not user.is_active:
        raise Refused(GONE)
    user.set_password(password)
    user.save(update_fields=["password", "updated_at"])
    end_sessions_of(user)
    audit.record(verb=Happened.PASSWORD_REPLACED, subject=user)
    return user
