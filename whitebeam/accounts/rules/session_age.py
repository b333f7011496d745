"""When a session is over: after idling, and in any case after a working day."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session may idle and how long it may last."""

    idle: timedelta
    total: timedelta


def is_over(*, began_at: datetime, seen_at: datetime, at: datetime, limits: Limits) -> bool:
    """Return whether the session is over; at the limit itself it is."""
    return at >= seen_at + limits.idle or at >= began_at + limits.total
