"""What the papers of a case hold: each fact with its controller and the way to its ledger line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from whitebeam.govuk.moments import Clock, moment
from whitebeam.marac.models import Case, CasePerson, Meeting, ResearchItem, ResearchRequest
from whitebeam.marac.presenters.research import ANSWERS, COLOURS
from whitebeam.marac.queries.asking import Response

TOPIC_COLOURS = {"RISK": "red", "PROTECTIVE": "green", "INFORMATION": "grey"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One shared fact, ready to print in any paper."""

    text: str
    kind: str
    topic: str
    topic_colour: str
    about: str
    controller: str
    when: str
    line: str

    @classmethod
    def of(
        cls,
        item: ResearchItem,
        *,
        names: Mapping[UUID, str],
        lines: Mapping[UUID, UUID],
        now: datetime,
    ) -> "Fact":
        dated = f", dated {item.dated_on.day} {item.dated_on:%B %Y}" if item.dated_on else ""
        shared = moment(item.shared_at, now=now) if item.shared_at else ""
        return cls(
            text=str(item.text),
            kind=item.get_kind_display(),
            topic=item.get_topic_display(),
            topic_colour=TOPIC_COLOURS[item.topic],
            about=names.get(item.about_id, "") if item.about_id else "The family as a whole",
            controller=item.agency.name,
            when=f"Shared {shared}{dated}",
            line=line_link(item.case_id, item.pk if item.pk in lines else None),
        )


@dataclass(frozen=True, slots=True)
class AgencyAnswer:
    """What one agency answered about a case."""

    agency: str
    answer: str
    colour: str
    clock: Clock
    known: str
    withheld: str
    facts: tuple[Fact, ...]

    @classmethod
    def of(
        cls,
        request: ResearchRequest,
        *,
        facts: Sequence[Fact],
        names: Mapping[UUID, str],
        withheld: int,
        now: datetime,
    ) -> "AgencyAnswer":
        said = request.said if request.answer else []  # type: ignore[attr-defined]  # prefetched by the query
        known = [names[one.case_person_id] for one in said
                 if one.is_known and one.case_person_id in names]  # fmt: skip
        return cls(
            agency=request.agency.name,
            answer=ANSWERS[request.answer],
            colour=COLOURS[request.answer],
            clock=Clock.of(None if request.answer else request.due_at, now=now),
            known=", ".join(known),
            withheld=_withheld(withheld),
            facts=tuple(fact for fact in facts if fact.controller == request.agency.name),
        )


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """How one agency has answered a list."""

    agency: str
    asked: str
    answered: str
    nothing: str
    waiting: str
    tag: str
    colour: str

    @classmethod
    def of(cls, response: Response) -> "ResponseRow":
        tag, colour = "All answered", "green"
        if response.waiting:
            tag, colour = f"{response.waiting} waiting", "yellow"
        if response.late:
            tag, colour = f"{response.late} late", "red"
        return cls(
            agency=response.agency.name,
            asked=str(response.asked),
            answered=str(response.known),
            nothing=str(response.nothing_known),
            waiting=str(response.waiting),
            tag=tag,
            colour=colour,
        )


def names_of(people: Iterable[CasePerson]) -> dict[UUID, str]:
    """Return by what name a case calls each of these people."""
    return {person.pk: person.called for person in people}


def line_link(case_id: UUID, fact: UUID | str | None) -> str:
    """Return the way from a fact to its line in the ledger, or nothing for none."""
    return reverse("marac:ledger_line", args=[case_id, fact]) if fact else ""


def reference_of(line: UUID | str | None) -> str:
    """Return the short reference of a ledger line, as it stands beside a fact on paper."""
    return f"Line {str(line)[-6:].upper()}" if line else ""


def may_be_asked(case: Case) -> bool:
    """Return whether the coordinator may open research now."""
    state = Case.State
    return case.state in {
        state.ACCEPTED,
        state.LISTED,
        state.RELISTED,
        state.RESEARCH_OPEN,
        state.RESEARCH_CLOSED,
    }


def said_of(asked: int, again: int, told: int, *, kept: str = "") -> str:
    """Return how many agencies were asked, how many of them again, and who may add to an answer."""
    said = f"{kept}{asked}." if kept else f"{asked} agencies are asked."
    if again:
        said += f" Of them, {again} had not answered before."
    if told:
        said += f" Those that had answered are told that they may add: {told}."
    return said


def _withheld(number: int) -> str:
    if not number:
        return ""
    return f"{number} {'thing is' if number == 1 else 'things are'} withheld by this agency"


def meeting_title(meeting: Meeting, *, now: datetime) -> str:
    """Return what a meeting is called: whose it is and when."""
    return f"{meeting.panel.name}, {moment(meeting.starts_at, now=now)}"


def due_of(meeting: Meeting, *, now: datetime) -> Clock:
    """Return the clock of a list's research."""
    return Clock.of(meeting.research_due_at, now=now)
