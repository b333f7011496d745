"""When the next lists close, in rows, and what it means to be late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from whitebeam.govuk.moments import moment
from whitebeam.marac.queries.closing_lists import Closing

ROOM = ("No", "For one case", "Yes")
# So many stand open on the page; the next meetings of one panel are no more.
FEW = 3
LATE = (
    "A case that comes after its list has closed waits for the next meeting, unless the coordinator"
    " finds that it cannot wait. Say in your account why it cannot. In danger, call 999."
)


@dataclass(frozen=True, slots=True)
class Lists:
    """The next meetings in rows of (MARAC, list closes, meeting, room), and what late means."""

    rows: tuple[tuple[str, str, str, str], ...]
    late: str = LATE

    @property
    def is_long(self) -> bool:
        """Say whether they are the lists of many panels, of which she looks for one."""
        return len(self.rows) > FEW

    @classmethod
    def of(cls, closing: Iterable[Closing], *, now: datetime) -> "Lists":
        return cls(tuple(_row(one, now=now) for one in closing))


def _row(one: Closing, *, now: datetime) -> tuple[str, str, str, str]:
    meeting = one.meeting
    closed = "Closed " if meeting.cut_off_at < now else ""
    return (
        meeting.panel.name,
        f"{closed}{moment(meeting.cut_off_at, now=now)}",
        moment(meeting.starts_at, now=now),
        ROOM[one.fit],
    )
