"""One supervisor for each data folder: an advisory lock that ends with its process."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whitebeam.config.cluster.trouble import Trouble

SECONDS_TO_LOCK = 0.5


class Busy(Trouble):
    """Another supervisor serves this data folder."""


@contextmanager
def sole_use(data: Path) -> Iterator[None]:
    """Keep every supervisor out of the data folder while the block runs.

    :raises Busy: if one is in it
    """
    handle = locked(data / "cluster.lock")
    try:
        yield
    finally:
        os.close(handle)


def locked(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + SECONDS_TO_LOCK
    while not _try_lock(handle, fcntl.LOCK_EX):
        # Whoever looks whether a server runs holds the lock for an instant.
        if time.monotonic() > until:
            os.close(handle)
            raise Busy(
                f"Whitebeam already runs on the data folder {path.parent}: stop that one first "
                "(Ctrl-C), or name another folder in WHITEBEAM_DATA."
            )
        time.sleep(0.05)
    return handle


def is_locked(path: Path) -> bool:
    with path.open("ab") as file:
        return not _try_lock(file.fileno(), fcntl.LOCK_SH)


def _try_lock(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
