"""The live screen of a meeting: one open case, its time, what was said and who will do what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from whitebeam.actions.queries.rows import ActionRow
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import AgendaItem, Attendance, Entry, Meeting
from whitebeam.marac.presenters.assessed import Risk
from whitebeam.marac.presenters.case import PersonCard
from whitebeam.marac.presenters.meeting import Listed, Person
from whitebeam.marac.presenters.processes import ProcessShown
from whitebeam.marac.queries.live import OpenCase
from whitebeam.marac.rules.sitting import Pace, Timing

State, Outcome, Kind = Meeting.State, AgendaItem.Outcome, Entry.Kind
COLOURS = {
    Kind.NEW_INFORMATION: "blue",
    Kind.HARM: "red",
    Kind.RISK: "orange",
    Kind.SAFETY: "green",
    Kind.SUPPORT: "teal",
    Kind.DECISION: "purple",
    Kind.NOTE: "grey",
}
PACES = {
    Pace.IN_TIME: "",
    Pace.OVER: "The usual time for a case is over. Is there a decision to write down?",
    Pace.FAR_OVER: "This case has taken longer than the longest time agreed.",
}


@dataclass(frozen=True, slots=True)
class Timer:
    """When the open case began, and when its time is over."""

    began: str
    ends: str
    ends_at_most: str
    began_iso: str
    usual: int
    most: int
    warning: str

    @classmethod
    def of(cls, began: datetime, *, timing: Timing, now: datetime) -> "Timer":
        return cls(
            began=_time(began),
            ends=_time(timing.ends(began)),
            ends_at_most=_time(timing.ends_at_most(began)),
            began_iso=began.isoformat(),
            usual=timing.usual,
            most=timing.most,
            warning=PACES[timing.pace(began, now=now)],
        )


@dataclass(frozen=True, slots=True)
class Said:
    """One entry, as everybody at the meeting reads it."""

    pk: UUID
    kind: str
    colour: str
    text: str
    who: str
    when: str
    about: str
    is_mine: bool
    has_line: bool

    @classmethod
    def of(cls, entry: Entry, *, reader_id: UUID) -> "Said":
        return cls(
            pk=entry.pk,
            kind=entry.get_kind_display(),
            colour=COLOURS[Kind(entry.kind)],
            text=str(entry.text),
            who=f"{entry.agency.name}, {entry.by.name}",
            when=_time(entry.at),
            about=f"About {entry.about.called}" if entry.about else "",
            is_mine=entry.by_id == reader_id,
            has_line=entry.kind != Kind.DECISION,
        )


# What the page's script fills in for each entry that the stream brings.
BLANK = Said(
    UUID(int=0),
    kind="",
    colour="grey",
    text="",
    who="",
    when="",
    about="",
    is_mine=True,
    has_line=True,
)


@dataclass(frozen=True, slots=True)
class Open:
    """The case that is open now."""

    item_pk: UUID
    case_pk: UUID
    reference: str
    people: tuple[PersonCard, ...]
    processes: tuple[ProcessShown, ...]
    risk: Risk
    timer: Timer
    said: tuple[Said, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """The room as one person sees it at one moment."""

    state: str
    is_running: bool
    is_waiting: bool
    is_early: bool
    is_over: bool
    runs: bool
    heard: int
    to_come: int
    waiting: tuple[Listed, ...]
    here: tuple[Person, ...]
    open: Open | None
    now_iso: str
    pulse: str

    @classmethod
    def of(
        cls,
        meeting: Meeting,
        *,
        items: Sequence[AgendaItem],
        people: Sequence[Attendance],
        case: "Open | None",
        runs: bool,
        unchecked: Collection[UUID],
        pulse: str,
        now: datetime,
    ) -> "Room":
        waiting = [i for i in items if not i.outcome and (case is None or i.pk != case.item_pk)]
        return cls(
            state=meeting.get_state_display(),
            is_running=meeting.state == State.RUNNING,
            is_waiting=meeting.state in {State.PLANNED, State.CIRCULATED},
            is_early=_day(meeting.starts_at) > _day(now),
            is_over=meeting.state in {State.ENDED, State.SIGNED, State.CANCELLED},
            runs=runs,
            heard=sum(item.outcome == Outcome.HEARD for item in items),
            to_come=len(waiting),
            # Which case is next is known to whoever opens it, and to nobody else.
            waiting=tuple(
                Listed.of(item, waits_for_check=item.case_id in unchecked) for item in waiting
            )
            if runs
            else (),
            here=tuple(Person.of(row) for row in people if row.joined_at),
            open=case,
            now_iso=now.isoformat(),
            pulse=pulse,
        )


def opened(
    case: OpenCase,
    *,
    entries: Sequence[Entry],
    actions: Sequence[ActionRow],
    timing: Timing,
    reader_id: UUID,
    now: datetime,
) -> Open:
    """Return the open case, ready to print."""
    began = case.item.opened_at or now
    return Open(
        item_pk=case.item.pk,
        case_pk=case.item.case_id,
        reference=case.item.case.reference,
        people=tuple(PersonCard.of(one) for one in case.people),
        processes=tuple(ProcessShown.of(one, now=now) for one in case.processes),
        risk=Risk.of(case.item.case),
        timer=Timer.of(began, timing=timing, now=now),
        said=tuple(Said.of(entry, reader_id=reader_id) for entry in entries),
        actions=tuple(actions),
    )


def _time(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%H:%M}"


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
