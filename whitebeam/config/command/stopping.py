"""Ctrl-C and SIGTERM: work that can be left is left at once, served sites are closed in order."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """The operator wants this to end. Not an Exception, so that nothing takes it for a fault."""


@contextmanager
def stopping() -> Iterator[None]:
    """Raise Stopped at the first signal; later ones do not disturb the ending."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for each in SIGNALS:
        signal.signal(each, stop)
    yield


def stop_event() -> threading.Event:
    """Return an event that is set by the signals from now on, in place of an interruption."""
    event = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        event.set()

    for each in SIGNALS:
        signal.signal(each, stop)
    return event
