"""When a message that could not be handed over is tried again, and when that ends."""

from datetime import timedelta

# Minutes to hours: a mail server that is away is usually back the same day.
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 60, 240, 720))


def delay_after(tries: int) -> timedelta | None:
    """Return how long to wait after this many tries, or nothing once they are used up."""
    return DELAYS[tries - 1] if tries <= len(DELAYS) else None
