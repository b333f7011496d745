"""An invented meeting that was cancelled before anything stood on its list."""

from collections.abc import Sequence
from datetime import timedelta

from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac.models import Meeting, MeetingChange

# Which of the meetings to come is cancelled: never one of the two that are ready to run.
PLACE = 2
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
