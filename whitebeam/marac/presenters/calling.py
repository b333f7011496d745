"""The professionals' meetings about a case, as its overview names them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import Meeting

State = Meeting.State
OVER = (State.ENDED, State.SIGNED)


@dataclass(frozen=True, slots=True)
class Talk:
    """One professionals' meeting: how it stands, who called it, and the way to it."""

    text: str
    href: str
    minutes: str

    @classmethod
    def of(cls, meeting: Meeting, *, now: datetime) -> "Talk":
        called = f"called by {meeting.called_by.name}" if meeting.called_by else "called"
        return cls(
            text=f"{_state(meeting)}, {called}, {moment(meeting.starts_at, now=now)}",
            href=reverse("marac:meeting", args=[meeting.pk]),
            minutes=reverse("marac:minutes", args=[meeting.pk]) if meeting.state in OVER else "",
        )


def talks(meetings: Iterable[Meeting], *, now: datetime) -> list[Talk]:
    """Return the professionals' meetings of a case, ready to print."""
    return [Talk.of(meeting, now=now) for meeting in meetings]


def _state(meeting: Meeting) -> str:
    if meeting.state in OVER:
        return "Held"
    return "Running now" if meeting.state == State.RUNNING else "About to begin"
