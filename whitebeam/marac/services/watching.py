"""Somebody watches a meeting: told what changed for her, or only that something did.

Whenever the bell rings, and every few seconds besides, it is asked again whether she may watch and
what there is for her to see, in one transaction as her. A change that does not exist for her is no
change. What changes often comes with the telling; for the rest her page asks.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.accounts.services import sessions
from whitebeam.kernel.bell import THREADS_FOR_WAITING, Bell, Waiting, hears
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.once import reading_a_page
from whitebeam.marac import policy
from whitebeam.marac.queries import live

BELL = Bell(most=THREADS_FOR_WAITING, hears=hears("whitebeam_meeting"))
SECONDS_BETWEEN_LOOKS = 5.0
STILL_HERE = ": still here\n\n"
OVER = "event: over\ndata: over\n\n"


class Tells(Protocol):
    """Says in one line what changed of a meeting for its watcher; nothing, if her page must ask."""

    def __call__(
        self, session: Mapping[str, object], *, fresh: frozenset[str], pulse: str
    ) -> str: ...


@dataclass(frozen=True, slots=True)
class Sight:
    """What a meeting looks like to its watcher: a short code, and what changed, if it is told."""

    pulse: str
    words: str = ""

    def event(self) -> str:
        """Return this as a server-sent event."""
        kind = "said" if self.words else "changed"
        return f"event: {kind}\nid: {self.pulse}\ndata: {self.words or kind}\n\n"


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who watches which meeting, from which session, as whom."""

    user: User
    meeting_id: UUID
    session_key: str
    as_whom: Acting
    clock: Callable[[], datetime]
    tell: Tells

    def look(self, since: str) -> Sight | None:
        """Return what she may see now, told if it changed, or None if she may not watch.

        It holds a connection only while it looks.
        """
        try:
            with acting(self.as_whom), transaction.atomic(), reading_a_page():
                session = sessions.still_open(self.session_key, self.user, at=self.clock())
                if session is None or not self._sits_there():
                    return None
                pulse = live.pulse(self.meeting_id)
                if pulse == since:
                    return Sight(pulse)
                fresh = live.changed(since, pulse)
                return Sight(pulse, self.tell(session, fresh=fresh, pulse=pulse))
        finally:
            let_go()

    def _sits_there(self) -> bool:
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
            sight = watcher.look(seen)
            if sight is None:
                yield OVER
                return
            if sight.pulse != seen:
                seen = sight.pulse
                yield sight.event()
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
