"""By when agencies answer. Pure: no database, no clock, no request."""

from datetime import datetime

from whitebeam.kernel.clocks import Span

ONE_WORKING_DAY = Span(1)


def research_due(
    *, asked_at: datetime, meeting_due_at: datetime | None, starts_at: datetime | None, within: Span
) -> datetime:
    """Return when research is due: by the meeting's own day, or some time after asking.

    A case that joined the list after that day has a working day, and never past the meeting.
    """
    if meeting_due_at is not None and meeting_due_at > asked_at:
        return meeting_due_at
    due = (within if starts_at is None else ONE_WORKING_DAY).after(asked_at)
    if starts_at is not None and asked_at < starts_at < due:
        return starts_at
    return due
