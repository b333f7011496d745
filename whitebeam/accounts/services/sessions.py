"""Ends sessions on the server."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from whitebeam.accounts.events import Happened
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused


@transaction.atomic
def end_sessions_of(user: User, *, except_key: str = "") -> int:
    """End every session of the user but one, and return how many. The next request is refused."""
    ended = UserSession.objects.filter(user=user).exclude(session_key=except_key)
    keys = list(ended.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ended.delete()
    if keys:
        audit.record(verb=Happened.SESSION_ENDED, subject=user, sessions=len(keys))
    return len(keys)


@transaction.atomic
def end_session(session_id: int, *, by: User) -> None:
    """End one of the user's own sessions.

    :raises Refused: if it is not theirs, or has ended already
    """
    session = UserSession.objects.filter(user=by, pk=session_id).first()
    if session is None:
        raise Refused("This session has ended already")
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()
    audit.record(verb=Happened.SESSION_ENDED, subject=by, sessions=1)


@transaction.atomic
def end_user(user: User, *, at: datetime, verb: str = Happened.USER_ENDED) -> None:
    """Let the user sign in no more; every session of theirs ends now."""
    user.is_active, user.ended_at = False, at
    user.save(update_fields=["is_active", "ended_at", "updated_at"])
    end_sessions_of(user)
    audit.record(verb=verb, subject=user)


def follow_session(before: str | None, *, to: str | None) -> None:
    """Keep the list of a user's sessions true when one of them is renamed."""
    UserSession.objects.filter(session_key=before).update(session_key=to)


def note_activity(user: User, *, session_key: str | None, at: datetime) -> None:
    """Remember that the user is at work in this session."""
    User.objects.filter(pk=user.pk).update(last_active_at=at)
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)
