"""Invented meetings that were cancelled, or moved, before anything stood on their lists."""

from collections.abc import Sequence
from datetime import timedelta

from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac.models import Meeting, MeetingChange

# Which of the meetings to come is cancelled, and which moved: never the one that is ready to run.
PLACE, MOVED_PLACE = 2, 1
LATER = timedelta(hours=2)
MOVED_REASON = "The chair is in court that morning. The list closes on the day it did."
REASON = "Both rooms are needed for the inspection that week. The next meeting takes its cases."


def cancel_one(rows: MaracRows, desk: Desk, coming: Sequence[Meeting]) -> None:
    """Cancel a later meeting of the panel, with the reason that everybody invited reads."""
    for meeting in coming[PLACE : PLACE + 1]:
        meeting.state = Meeting.State.CANCELLED
        rows.add(
            MeetingChange, Dice(0, f"cancelled:{desk.panel.code}"), meeting=meeting,
            kind="CANCELLED", was_at=meeting.starts_at, reason=REASON, by=desk.coordinator,
            at=rows.now - timedelta(days=1),
        )  # fmt: skip


def move_one(rows: MaracRows, desk: Desk, coming: Sequence[Meeting]) -> None:
    """Move a meeting by two hours on its day: its list closes, and answers are due, as before."""
    for meeting in coming[MOVED_PLACE : MOVED_PLACE + 1]:
        was_at, meeting.starts_at = meeting.starts_at, meeting.starts_at + LATER
        rows.add(
            MeetingChange, Dice(0, f"moved:{desk.panel.code}"), meeting=meeting, kind="MOVED",
            was_at=was_at, now_at=meeting.starts_at, reason=MOVED_REASON, by=desk.coordinator,
            at=rows.now - timedelta(days=2),
        )  # fmt: skip
