"""That she was not reached, in words: how often she was tried, and what was done instead."""

from collections.abc import Sequence

from whitebeam.marac.models import ContactAttempt, Unreached

Why = Unreached.Why


def sentence(one: Unreached) -> str:
    """Return what the panel reads of it before her case is heard."""
    return f"{_why(one)} Instead: {one.instead}"


def tried(attempts: Sequence[ContactAttempt], *, asked_for: int) -> str:
    """Return how often she was tried, beside how often she is to be."""
    return f"{_attempts(len(attempts)).capitalize()} of {asked_for} recorded."


def _why(one: Unreached) -> str:
    if one.why == Why.TRIED:
        return f"Not reached after {_attempts(one.attempts)} by safe ways."
    return f"{one.get_why_display()}."


def _attempts(number: int) -> str:
    return "one attempt" if number == 1 else f"{number} attempts"
