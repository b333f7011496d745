"""Builders of a meeting that is about to run, or runs.

sitting = a_sitting(marac, cases=2)             # everybody has accepted the statement
sitting = a_sitting(marac, running=True)
sitting.open(0)                                 # the first case is open
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from tests.marac_builders import NOON, Marac, a_case, a_listing, a_meeting
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.marac.models import (
    AgendaItem,
    Attendance,
    Case,
    Disclosure,
    Entry,
    Meeting,
    Recipient,
    ResearchItem,
)
from whitebeam.partners.models import Agency

ROLES = {
    "chair": ("police", "CHAIR"),
    "coordinator": ("hub", "COORDINATOR"),
    "rep": ("police", "REPRESENTATIVE"),
    "housing_rep": ("housing", "REPRESENTATIVE"),
    "idva": ("service", "IDVA"),
}


@dataclass
class Sitting:
    """A meeting with its cases, and everybody who sits at it."""

    marac: Marac
    meeting: Meeting
    cases: list[Case]
    items: list[AgendaItem]

    def open(self, number: int) -> AgendaItem:
        return self.put(number, opened_at=NOON)

    def hear(self, number: int) -> AgendaItem:
        with as_role("wb_bulk"):
            Case.objects.filter(pk=self.cases[number].pk).update(state="HEARD", heard_at=NOON)
        return self.put(number, opened_at=NOON, closed_at=NOON, outcome="HEARD")

    def put(self, number: int, **values: object) -> AgendaItem:
        with as_role("wb_bulk"):
            AgendaItem.objects.filter(pk=self.items[number].pk).update(**values)
            self.items[number].refresh_from_db()
        return self.items[number]

    def is_now(self, state: str, **values: object) -> None:
        with as_role("wb_bulk"):
            Meeting.objects.filter(pk=self.meeting.pk).update(state=state, **values)
            self.meeting.refresh_from_db()


def a_sitting(marac: Marac, *, cases: int = 1, running: bool = False, **meeting: object) -> Sitting:
    made = a_meeting(marac, **meeting)
    listed = [a_case(marac, state="RESEARCH_CLOSED") for _ in range(cases)]
    items = [a_listing(made, case, position=number) for number, case in enumerate(listed)]
    for name, (agency, role) in ROLES.items():
        accept(marac, made, getattr(marac, name), agency=agency, role=role)
    sitting = Sitting(marac, made, listed, items)
    if running:
        sitting.is_now("RUNNING", began_at=NOON)
    return sitting


def accept(marac: Marac, meeting: Meeting, user: User, *, agency: str, role: str) -> Attendance:
    """Let somebody have accepted the statement of a meeting."""
    with as_role("wb_bulk"):
        return Attendance.objects.create(
            meeting=meeting,
            agency=getattr(marac, agency),
            user=user,
            role=role,
            statement=marac.statement,
            accepted_at=NOON,
        )


def an_entry(
    sitting: Sitting,
    by: User,
    *,
    text: str,
    number: int = 0,
    heard_by: Iterable[Agency] | None = None,
    **entry: object,
) -> Entry:
    """Return something that was said, with its line: everybody who sits there heard it, or these."""
    with as_role("wb_bulk"):
        made = Entry.objects.create(
            **{
                "item": sitting.items[number],
                "case": sitting.cases[number],
                "meeting": sitting.meeting,
                "kind": "RISK",
                "text": text,
                "by": by,
                "agency": by.memberships.get().agency,
                "at": NOON,
                "once_key": uuid4(),
            }
            | entry
        )
        sits = Agency.objects.filter(
            pk__in=Attendance.objects.filter(meeting=made.meeting_id).values("agency")
        )
        if made.kind != Entry.Kind.DECISION:
            a_line(sitting.marac, made, received_by=sits if heard_by is None else heard_by)
        return made


def a_line(
    marac: Marac, fact: ResearchItem | Entry, *, received_by: Iterable[Agency]
) -> Disclosure:
    """Return the ledger line of something that its agency shared with these."""
    with as_role("wb_bulk"):
        made = Disclosure.objects.create(
            case_id=fact.case_id,
            about_label=fact._meta.label,
            about_id=fact.pk,
            controller=fact.agency,
            agreement=marac.agreement,
            basis="PUBLIC_TASK",
            necessity="It bears on her safety",
            proportionality="No more than that",
            decided_by=fact.by,
            decided_at=NOON,
        )
        for agency in {one.pk: one for one in received_by if one.pk != fact.agency_id}.values():
            Recipient.objects.create(
                disclosure=made,
                case_id=fact.case_id,
                agency=agency,
                agreement=marac.agreement,
                at=NOON,
            )
    return made
