"""Moments as words."""

from datetime import datetime

from django.utils import timezone


def moment(at: datetime) -> str:
    """Return a moment as words."""
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y}, {local:%H:%M}"
