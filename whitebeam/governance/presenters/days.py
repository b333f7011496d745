"""Days as the pages of groups print them."""

from datetime import date


def day(on: date | None) -> str:
    """Return a day in words."""
    return f"{on.day} {on:%B %Y}" if on else ""
