"""The calendar of the panels: when they sit, until when cases are taken, how full they are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import Meeting
from whitebeam.marac.queries.calendar import fill_of
from whitebeam.marac.rules.calendar import Fill

State = Meeting.State
COLOURS = {
    State.PLANNED: "blue",
    State.CIRCULATED: "teal",
    State.RUNNING: "green",
    State.ENDED: "yellow",
    State.SIGNED: "grey",
    State.CANCELLED: "grey",
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting of the calendar, ready to print."""

    pk: str
    panel: str
    when: str
    place: str
    cut_off: str
    state: str
    colour: str
    cases: str
    minutes: str
    percent: int
    tone: str
    href: str

    @classmethod
    def of(
        cls,
        meeting: Meeting,
        *,
        opens: Collection[UUID],
        now: datetime,
    ) -> "Sitting":
        """Return a meeting; `opens` names those that open to the reader."""
        fill = fill_of(meeting)
        closed = meeting.cut_off_at < now
        return cls(
            pk=str(meeting.pk),
            panel=meeting.panel.name,
            when=moment(meeting.starts_at, now=now),
            place=meeting.place,
            cut_off=f"{'List closed' if closed else 'List closes'} "
            + moment(meeting.cut_off_at, now=now),
            state=meeting.get_state_display(),
            colour=COLOURS[Meeting.State(meeting.state)],
            cases=f"{fill.cases} case" if fill.cases == 1 else f"{fill.cases} cases",
            minutes=_minutes(fill),
            percent=min(fill.percent(), 100),
            tone="late" if fill.is_over else "",
            href=_address(meeting) if meeting.pk in opens else "",
        )


def choice(meeting: Meeting, *, minutes: int, now: datetime) -> str:
    """Return a meeting as it is offered for a case of this length, with a warning if it is full."""
    fill = fill_of(meeting)
    words = [moment(meeting.starts_at, now=now), f"{_minutes(fill)} taken"]
    if meeting.cut_off_at < now:
        words.append("its list has closed")
    if not fill.fits(minutes):
        words.append("this case would over-book it")
    return ", ".join(words)


def by_panel(
    meetings: Iterable[Meeting], *, opens: Collection[UUID], now: datetime
) -> list[Sitting]:
    """Return the meetings in their order, ready to print."""
    return [Sitting.of(meeting, opens=opens, now=now) for meeting in meetings]


def _minutes(fill: Fill) -> str:
    over = f", {fill.taken - fill.minutes} too many" if fill.is_over else ""
    return f"{fill.taken} of {fill.minutes} minutes{over}"


def _address(meeting: Meeting) -> str:
    try:
        return reverse("marac:meeting", args=[meeting.pk])
    except NoReverseMatch:
        return ""
