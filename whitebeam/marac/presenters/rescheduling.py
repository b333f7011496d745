"""What became of a meeting that was cancelled or moved, in a sentence."""

from dataclasses import dataclass
from datetime import datetime

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import MeetingChange


@dataclass(frozen=True, slots=True)
class Changed:
    """The newest change of a meeting: what, by whom, and why."""

    title: str
    text: str


def changed(row: MeetingChange | None, *, now: datetime) -> Changed | None:
    """Return what became of a meeting, if it was cancelled or moved."""
    if row is None:
        return None
    was = moment(row.was_at, now=now)
    cancelled = row.kind == MeetingChange.Kind.CANCELLED
    title = f"This meeting was cancelled: it was to be {was}"
    moved = f"This meeting was moved: it was to be {was}"
    return Changed(title if cancelled else moved, f"{row.reason} ({row.by.name})")
