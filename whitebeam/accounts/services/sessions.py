"""Ends sessions on the server."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from whitebeam.accounts.events import Happened
from whitebeam.accounts.models import User
from whitebeam.accounts.rules.session_age import Limits, is_over
from whitebeam.accounts.session_store import SessionStore
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused

BEGAN, SEEN = "began", "seen"
# Under this name a session holds what it proves beside its user.
PROOF = "proof"


def has_run_out(session: Mapping[str, object], user: User, *, at: datetime) -> bool:
    """Say whether a session has lasted as long as it may, or nobody has used it for too long."""
    began, seen = session.get(BEGAN), session.get(SEEN)
    if not isinstance(began, int) or not isinstance(seen, int):
        return False
    guest = user.kind == User.Kind.GUEST
    limits = Limits(
        idle=settings.SESSION_IDLE,
        total=settings.GUEST_SESSION_TOTAL if guest else settings.SESSION_TOTAL,
    )
    return is_over(
        began_at=datetime.fromtimestamp(began, UTC),
        seen_at=datetime.fromtimestamp(seen, UTC),
        at=at,
        limits=limits,
    )


def still_open(session_key: str, user: User, *, at: datetime) -> Mapping[str, object] | None:
    """Return what this session of the user holds, read again from its row; None if it is over."""
    if not User.objects.filter(pk=user.pk, is_active=True).exists():
        return None
    session = SessionStore(session_key).load()
    if session.get(SESSION_KEY) != str(user.pk) or has_run_out(session, user, at=at):
        return None
    return cast(Mapping[str, object], session)


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
