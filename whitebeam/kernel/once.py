"""What is found once while a page is read, and kept until it is drawn.

Every policy asks where somebody works and in which duties, a page dozens of times. A deed may
change the answer, so nothing is kept while one is done: outside the block each asking finds anew.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_kept: ContextVar[dict[object, Any] | None] = ContextVar("kept_while_a_page_is_read", default=None)


@contextmanager
def reading_a_page() -> Iterator[None]:
    """Keep what `once` finds inside this block."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(key: object, find: Callable[[], Answer]) -> Answer:
    """Return what is kept under this key, found now if it was not yet."""
    kept = _kept.get()
    if kept is None:
        return find()
    if key not in kept:
        kept[key] = find()
    answer: Answer = kept[key]
    return answer
