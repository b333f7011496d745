"""Somebody watches a meeting: told that something changed, never what.

Whenever the bell rings, and every few seconds besides, it is asked again whether she may watch and
what there is for her to see. A change that does not exist for her is no change.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.accounts.services import sessions
from whitebeam.kernel.bell import THREADS_FOR_WAITING, Bell, Waiting, hears
from whitebeam.kernel.context import Acting, acting
from whitebeam.marac import policy
from whitebeam.marac.queries import live

BELL = Bell(most=THREADS_FOR_WAITING, hears=hears("whitebeam_meeting"))
SECONDS_BETWEEN_LOOKS = 5.0
STILL_HERE = ": still here\n\n"
OVER = "event: over\ndata: over\n\n"


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who watches which meeting, from which session, as whom."""

    user: User
    meeting_id: UUID
    session_key: str
    as_whom: Acting
    clock: Callable[[], datetime]

    def look(self) -> str | None:
        """Return what the meeting looks like to her as a short code, or None if she may not watch.

        It holds a connection only while it looks.
        """
        try:
            with acting(self.as_whom), transaction.atomic():
                if not self._may_watch():
                    return None
                return live.pulse(self.meeting_id)
        finally:
            let_go()

    def _may_watch(self) -> bool:
        if not sessions.is_still_open(self.session_key, self.user, at=self.clock()):
            return False
        return (
            policy.meetings_attended_by(self.user)
            .filter(
                pk=self.meeting_id,
                attendances__user=self.user,
                attendances__accepted_at__isnull=False,
            )
            .exists()
        )


def events(
    watcher: Watcher,
    waiting: Waiting,
    *,
    since: str,
    seconds: Callable[[], float],
    bell: Bell = BELL,
) -> Iterator[str]:
    """Yield server-sent events until she may no longer watch, leaves, or the server ends.

    Signs of life keep their own time, so that nothing can be told from when they come.
    """
    let_go()
    topic, seen = str(watcher.meeting_id), since
    next_sign = seconds() + SECONDS_BETWEEN_LOOKS
    try:
        while not bell.is_closed:
            pulse = watcher.look()
            if pulse is None:
                yield OVER
                return
            if pulse != seen:
                seen = pulse
                yield f"event: changed\nid: {pulse}\ndata: changed\n\n"
            waiting.wait(next_sign - seconds())
            if seconds() >= next_sign:
                next_sign += SECONDS_BETWEEN_LOOKS
                yield STILL_HERE
    finally:
        bell.leave(topic, waiting)


def let_go() -> None:
    """Give the connection of this thread back; inside a transaction it is needed still."""
    if not connection.in_atomic_block:
        connection.close()
