"""Forgets a demonstration, and only that: a data folder in real use is never emptied."""

import shutil
from pathlib import Path

from whitebeam.config.cluster import Trouble
from whitebeam.config.cluster.lock import sole_use
from whitebeam.config.command.preparing import DEMO_MARK

MADE_BY_US = ("keys", "heads", "uploads", "static", "log")


def reset(data: Path) -> None:
    """Remove the demonstration's database and files, so that the next start makes them anew.

    :raises Trouble: if the folder is in use, or holds anything but a demonstration
    """
    if not (data / "cluster").exists() and not (data / DEMO_MARK).exists():
        return
    if not (data / DEMO_MARK).exists():
        raise Trouble(
            f"The data folder {data} does not hold a demonstration, and only a demonstration is "
            "reset: remove the folder yourself if you are sure, or name another in WHITEBEAM_DATA."
        )
    with sole_use(data):
        # The mark goes last: a reset that is interrupted can be run again.
        for name in ("cluster", "cluster.new", *MADE_BY_US):
            shutil.rmtree(data / name, ignore_errors=True)
            if (data / name).exists():
                raise Trouble(f"{data / name} cannot be removed: run this as the folder's owner.")
        (data / DEMO_MARK).unlink()
