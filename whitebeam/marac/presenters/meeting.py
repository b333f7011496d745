"""The pages of one meeting, but for its live screen and its minutes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import AgendaItem, Attendance, FlagRequest, Meeting
from whitebeam.marac.presenters.calendar import COLOURS
from whitebeam.marac.presenters.case_head import Tab
from whitebeam.marac.presenters.guidance import checklist, step
from whitebeam.marac.queries.conflicts import Recognised
from whitebeam.marac.rules.sitting import PARTS, Part, Quorum, rate
from whitebeam.partners.models import Agency

State, Outcome = Meeting.State, AgendaItem.Outcome
PAGES = (
    ("Agenda", "marac:meeting"),
    ("Papers", "marac:papers"),
    ("Who is there", "marac:attendance"),
    ("Conflicts", "marac:conflicts"),
    ("Meeting room", "marac:live"),
    ("Minutes", "marac:minutes"),
)
KINDS = dict(Agency.Kind.choices)
FEW_REACHING = 3


@dataclass(frozen=True, slots=True)
class MeetingHead:
    """What stands on top of every page of a meeting."""

    pk: str
    title: str
    kind: str
    state: str
    colour: str
    when: str
    place: str
    step: str
    is_to_come: bool
    tabs: tuple[Tab, ...]

    @classmethod
    def of(cls, meeting: Meeting, *, current: str, now: datetime) -> "MeetingHead":
        return cls(
            pk=str(meeting.pk),
            title=meeting.panel.name,
            kind=meeting.get_kind_display(),
            state=meeting.get_state_display(),
            colour=COLOURS[State(meeting.state)],
            when=f"{moment(meeting.starts_at, now=now)}, {meeting.minutes} minutes",
            place=meeting.place,
            step=step(meeting.state),
            is_to_come=meeting.state in {State.PLANNED, State.CIRCULATED},
            tabs=tuple(
                Tab(text, reverse(name, args=[meeting.pk]), name == current) for text, name in PAGES
            ),
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """One case on the agenda: its reference, and how it stands."""

    case_pk: UUID
    reference: str
    state: str
    colour: str
    opens: bool = False
    waits_for_check: bool = False
    origin: str = ""
    late: str = ""

    @classmethod
    def of(
        cls, item: AgendaItem, *, opens: bool = False, waits_for_check: bool = False
    ) -> "Listed":
        state, colour = "To be heard", "blue"
        if item.outcome:
            state, colour = item.get_outcome_display(), "grey"
        elif item.opened_at and not item.closed_at:
            state, colour = "Open now", "green"
        origin = f"From {item.from_marac}" if item.from_marac else ""
        late = f"Listed late: {item.late_because.label}" if item.late_because else ""
        return cls(
            *(item.case_id, item.case.reference, state, colour, opens, waits_for_check),
            origin=origin,
            late=late,
        )


@dataclass(frozen=True, slots=True)
class Reaching:
    """A case that reaches twelve months, and which agencies have a flag to take off."""

    reference: str
    how_many: str
    agencies: str

    @classmethod
    def of(cls, reference: str, flags: Sequence[FlagRequest]) -> "Reaching":
        many = "1 agency has" if len(flags) == 1 else f"{len(flags)} agencies have"
        names = ", ".join(flag.agency.name for flag in flags)
        return cls(reference, f"{many} a flag to take off", names)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda in the partnership's order, with the cases that the reader may see.

    `order` holds each part's code, which the template draws by, and its words.
    """

    order: tuple[tuple[str, str], ...]
    with_children: tuple[Listed, ...]
    adults: tuple[Listed, ...]
    reaching: tuple[Reaching, ...]
    how_many_reach: str

    @classmethod
    def of(
        cls,
        items: Iterable[AgendaItem],
        *,
        order: Iterable[Part],
        opening: Collection[UUID],
        unchecked: Collection[UUID],
        reaching: Mapping[str, Sequence[FlagRequest]],
    ) -> "Agenda":
        listed = [
            (
                item.has_children,
                Listed.of(
                    item,
                    opens=item.case_id in opening,
                    waits_for_check=item.case_id in unchecked,
                ),
            )
            for item in items
        ]
        return cls(
            order=tuple((str(part), PARTS[part]) for part in order),
            with_children=tuple(one for has_children, one in listed if has_children),
            adults=tuple(one for has_children, one in listed if not has_children),
            reaching=tuple(Reaching.of(reference, flags) for reference, flags in reaching.items()),
            # A few stand open; a long list is folded, and says how long it is.
            how_many_reach=(
                f"{len(reaching)} cases reach twelve months, with"
                f" {sum(map(len, reaching.values()))} flags to take off"
                if len(reaching) > FEW_REACHING
                else ""
            ),
        )


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the reader has to do at this meeting."""

    role: str
    agency: str
    has_accepted: str
    checklist: tuple[str, ...]

    @classmethod
    def of(cls, row: Attendance, *, now: datetime) -> "Sitting":
        accepted = f"Accepted {moment(row.accepted_at, now=now)}" if row.accepted_at else ""
        return cls(row.get_role_display(), row.agency.name, accepted, checklist(row.role))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a meeting, in a line."""

    name: str
    agency: str
    role: str
    state: str
    colour: str

    @classmethod
    def of(cls, row: Attendance) -> "Person":
        state, colour = _standing(row)
        return cls(row.user.name, row.agency.name, row.get_role_display(), state, colour)


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is there, which agencies are not, and whether the panel may decide."""

    people: tuple[Person, ...]
    rows: tuple[tuple[str, str, str], ...]
    lacking: str

    @classmethod
    def of(
        cls,
        people: Sequence[Attendance],
        *,
        expected: Sequence[Agency],
        rates: Mapping[UUID, Sequence[bool]],
        quorum: Quorum,
    ) -> "Presence":
        there = {row.agency for row in people if row.joined_at}
        present = {(agency.pk, str(agency.kind)) for agency in there}
        return cls(
            people=tuple(Person.of(row) for row in people),
            rows=tuple(
                (agency.name, _came(agency, people), _rate(rates.get(agency.pk, ())))
                for agency in expected
            ),
            lacking=_lacking(quorum, present),
        )


def recognised(found: Iterable[Recognised]) -> list[tuple[UUID, str, str]]:
    """Return each case with the initials by which somebody may know its people."""
    return [
        (one.case.pk, one.case.reference, " and ".join(one.initials) or "No adults named")
        for one in found
    ]


def _standing(row: Attendance) -> tuple[str, str]:
    if row.joined_at:
        return "Here", "green"
    if row.apologised_at:
        sent = "information sent" if row.has_sent_information else "no information sent"
        return f"Apologies, {sent}", "yellow"
    return ("Statement accepted", "blue") if row.accepted_at else ("Expected", "grey")


def _came(agency: Agency, people: Sequence[Attendance]) -> str:
    standings = [_standing(row)[0] for row in people if row.agency_id == agency.pk]
    return "Here" if "Here" in standings else standings[0] if standings else "Not here"


def _rate(came: Sequence[bool]) -> str:
    attended, held = rate(came)
    return f"{attended} of the last {held}" if held else "No meeting before"


def _lacking(quorum: Quorum, present: set[tuple[UUID, str]]) -> str:
    number, kinds = quorum.missing(present)
    parts = []
    if number:
        parts.append(f"{number} more {'agency' if number == 1 else 'agencies'}")
    parts += [f"somebody of {KINDS.get(kind, kind).lower()}" for kind in kinds]
    return " and ".join(parts)
