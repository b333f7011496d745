"""Partnership packs: a folder of reviewed files that sets up a partnership.

Reading and checking need no database; `load` and `diff` need Django set up.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from whitebeam.config.pack.checking import check
from whitebeam.config.pack.problems import BrokenPack, Problem
from whitebeam.config.pack.reading import read

if TYPE_CHECKING:
    from whitebeam.config.pack.loading.deeds import Say

__all__ = ["BrokenPack", "Problem", "check", "diff", "load", "read"]


def diff(folder: Path | str, *, invented: bool = True) -> list[str]:
    """Return a line for each change that loading would make; nothing is changed.

    :raises BrokenPack: when the pack cannot be loaded
    """
    from whitebeam.config.pack.loading import deeds

    return deeds.diff(folder, invented=invented)


def load(folder: Path | str, *, invented: bool = True, say: "Say" = print) -> int:
    """Write the pack into the tables; return how many rows changed.

    :raises BrokenPack: when the pack cannot be loaded; then nothing has changed
    """
    from whitebeam.config.pack.loading import deeds

    return deeds.load(folder, invented=invented, say=say)
