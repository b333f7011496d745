"""Wakes whoever in this process waits for a change, when PostgreSQL says that there was one.

One connection of a process listens; it reads no table, and what it hears is a topic, never content.
Those who wait hold no connection and no transaction; when woken they ask what they may see.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg import sql

log = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BEFORE_TRYING_AGAIN = 2.0
# Each waits in a thread of the web server, which has these beside the threads of its pages.
THREADS_FOR_WAITING = 48


_BELLS: "list[Bell]" = []


def close_all() -> None:
    """Let nobody wait any more in this process, which is about to end."""
    for bell in _BELLS:
        bell.close()


class Full(Exception):
    """As many wait in this process as may."""


class Waiting:
    """Somebody who waits for one topic."""

    def __init__(self) -> None:
        self._rang = threading.Event()

    def wait(self, seconds: float) -> bool:
        """Wait until the bell rings or the time is over, and say whether it rang."""
        rang = self._rang.wait(max(seconds, 0))
        self._rang.clear()
        return rang

    def wake(self) -> None:
        self._rang.set()


class Bell:
    """Those who wait, by topic. `hears` starts whatever rings it; without, only `ring` does."""

    def __init__(self, *, most: int, hears: "Callable[[Bell], None] | None" = None) -> None:
        self.most = most
        self._hears = hears
        self._lock = threading.Lock()
        self._waiting: dict[str, set[Waiting]] = defaultdict(set)
        self._is_heard = False
        self.is_closed = False
        _BELLS.append(self)

    @contextmanager
    def waiting(self, topic: str) -> Iterator[Waiting]:
        """Wait for a topic while inside.

        :raises Full: if as many wait already as may
        """
        one = self.join(topic)
        try:
            yield one
        finally:
            self.leave(topic, one)

    def join(self, topic: str) -> Waiting:
        """Begin to wait for a topic; whoever joins leaves again.

        :raises Full: if as many wait already as may, or the process is about to end
        """
        with self._lock:
            if self.is_closed or self.count() >= self.most:
                raise Full
            one = Waiting()
            self._waiting[topic].add(one)
            if self._hears is not None and not self._is_heard:
                self._is_heard = True
                threading.Thread(target=self._hears, args=(self,), daemon=True).start()
        return one

    def leave(self, topic: str, one: Waiting) -> None:
        with self._lock:
            self._waiting[topic].discard(one)
            if not self._waiting[topic]:
                del self._waiting[topic]

    def count(self) -> int:
        """Return how many wait."""
        return sum(map(len, self._waiting.values()))

    def ring(self, topic: str) -> None:
        """Wake everybody who waits for this topic."""
        with self._lock:
            for one in self._waiting.get(topic, ()):
                one.wake()

    def ring_all(self) -> None:
        """Wake everybody: something may have been missed, or the process ends."""
        with self._lock:
            for each in self._waiting.values():
                for one in each:
                    one.wake()

    def close(self) -> None:
        """Let nobody wait any more. Only sets a mark, so that a signal handler may call it."""
        self.is_closed = True


def hears(channel: str) -> Callable[[Bell], None]:
    """Return what rings a bell for every notification of this channel, until it is closed."""

    def hear(bell: Bell) -> None:
        while not bell.is_closed:
            try:
                _listen(channel, bell)
            except psycopg.Error:
                # A lost server: those who wait look by themselves every few seconds meanwhile.
                log.warning("The listening connection was lost; it is made again")
                threading.Event().wait(SECONDS_BEFORE_TRYING_AGAIN)
        bell.ring_all()

    return hear


def _listen(channel: str, bell: Bell) -> None:
    parameters = connection.get_connection_params()
    with psycopg.connect(**parameters | {"autocommit": True}) as listening:
        listening.execute(sql.SQL("listen {}").format(sql.Identifier(channel)))
        # What rang while nobody listened is not heard again.
        bell.ring_all()
        while not bell.is_closed:
            for notification in listening.notifies(timeout=SECONDS_BETWEEN_LOOKS):
                bell.ring(notification.payload)
