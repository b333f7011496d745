"""By when agencies answer. Pure: no database, no clock, no request."""

from datetime import datetime

from whitebeam.kernel import clocks

HOURS_A_DAY = 8


def research_due(
    *, asked_at: datetime, meeting_due_at: datetime | None, starts_at: datetime | None, days: int
) -> datetime:
    """Return when research is due: by the meeting's own day, or some working days after asking.

    A case that joined the list after that day has a working day, and never past the meeting.
    """
    if meeting_due_at is not None and meeting_due_at > asked_at:
        return meeting_due_at
    wanted = days if starts_at is None else 1
    due = clocks.due(asked_at, hours=wanted * HOURS_A_DAY, calendar=clocks.WORKING)
    if starts_at is not None and asked_at < starts_at < due:
        return starts_at
    return due
