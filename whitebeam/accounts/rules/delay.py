"""How long the next try is not looked at, after wrong ones. It grows and never becomes a lock.

Counted for an address from one network, so that whoever guesses delays only their own network, and
for a network over all addresses, so that one password tried on many addresses is slowed as well.
While the wait lasts a try gets the same page in the same time; it is simply not looked at.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

FORGOTTEN_AFTER = timedelta(hours=24)
KNOWN_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Growth:
    """From which wrong try there is a wait, how many more double it, and the longest."""

    free: int
    doubles_every: int
    longest: timedelta


FOR_ADDRESS = Growth(free=5, doubles_every=1, longest=timedelta(minutes=15))
FOR_NETWORK = Growth(free=50, doubles_every=10, longest=timedelta(minutes=5))


@dataclass(frozen=True, slots=True)
class Tries:
    """The wrong tries that one counter holds."""

    wrong: int = 0
    last_wrong_at: datetime | None = None
    succeeded_at: datetime | None = None


def wait_after(wrong: int, growth: Growth) -> timedelta:
    """Return how long to wait after this many wrong tries."""
    if wrong < growth.free:
        return timedelta(0)
    doublings = min((wrong - growth.free) // growth.doubles_every, 20)
    return min(timedelta(seconds=2**doublings), growth.longest)


def must_wait(*, here: Tries, network: Tries, at: datetime) -> bool:
    """Return whether a try now, for this address from this network, is not looked at.

    A user who has signed in from this network lately does not wait for its other users' mistakes.
    """
    if _is_waiting(here, FOR_ADDRESS, at):
        return True
    is_known = here.succeeded_at is not None and here.succeeded_at > at - KNOWN_FOR
    return not is_known and _is_waiting(network, FOR_NETWORK, at)


def wrong_after_another(tries: Tries, *, at: datetime) -> int:
    """Return the count after one more wrong try; yesterday's are forgotten."""
    if tries.last_wrong_at is None or tries.last_wrong_at <= at - FORGOTTEN_AFTER:
        return 1
    return tries.wrong + 1


def _is_waiting(tries: Tries, growth: Growth, at: datetime) -> bool:
    if tries.last_wrong_at is None or tries.last_wrong_at <= at - FORGOTTEN_AFTER:
        return False
    return at < tries.last_wrong_at + wait_after(tries.wrong, growth)
