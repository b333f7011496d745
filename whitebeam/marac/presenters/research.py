"""What an agency is asked, in the words it is read in. Only what its template needs is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from whitebeam.govuk.moments import Clock, moment
from whitebeam.marac.models import CasePerson, ResearchItem, ResearchRequest
from whitebeam.marac.models.states import State
from whitebeam.marac.rules import identifiers
from whitebeam.marac.rules.identifiers import Identifier

NOT_LISTED = "For a professionals' meeting"
WAITS = "Deferred, to be listed again"
DO_NOT_CONTACT = (
    "Do not contact her or anybody in the family about this. Only the adviser who speaks for her"
    " does that before the meeting."
)
ANSWERS = {"": "Not answered", "NOTHING_KNOWN": "Nothing known", "KNOWN": "Shared"}
COLOURS = {"": "grey", "NOTHING_KNOWN": "blue", "KNOWN": "green"}


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """Somebody an agency is asked about, and the facts by which it looks them up."""

    pk: str
    part: str
    name: str
    identifiers: tuple[Identifier, ...]

    @classmethod
    def of(cls, person: CasePerson, *, needed: Sequence[str]) -> "PersonAsked":
        asked_with = (one for one in person.identifiers.all() if one.kind in needed)
        return cls(
            pk=str(person.pk),
            part=person.get_part_display(),
            name=person.called,
            identifiers=identifiers.shown(asked_with),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, ready to print in a list or on its page."""

    pk: str
    reference: str
    agency: str
    meeting: str
    people: tuple[PersonAsked, ...]
    clock: Clock
    answer: str
    answer_text: str
    answer_colour: str
    answered: str
    prompts: tuple[str, ...]
    is_nothing_known: bool
    is_waiting: bool
    href: str

    @classmethod
    def of(cls, request: ResearchRequest, *, now: datetime) -> "Asked":
        answered = moment(request.answered_at, now=now) if request.answered_at else ""
        return cls(
            pk=str(request.pk),
            reference=request.case.reference,
            agency=request.agency.name,
            meeting=_meeting(request, now=now),
            people=people_of(request),
            clock=Clock.of(None if request.answer else request.due_at, now=now),
            answer=request.answer,
            answer_text=ANSWERS[request.answer],
            answer_colour=COLOURS[request.answer],
            answered=answered,
            prompts=tuple(request.prompts),
            is_nothing_known=request.answer == "NOTHING_KNOWN",
            is_waiting=not request.answer,
            href=reverse("marac:answer", args=[request.pk]),
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The requests for one meeting."""

    title: str
    rows: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class OwnItem:
    """Something the reader's own agency has shared or withheld."""

    text: str
    tags: tuple[str, ...]
    about: str
    facts: str
    withheld: str
    correct: str

    @classmethod
    def of(cls, item: ResearchItem, *, names: dict[str, str], now: datetime) -> "OwnItem":
        done = f"Shared {moment(item.shared_at, now=now)}" if item.shared_at else "Withheld"
        facts = (
            done,
            f"by {item.by.name}",
            f"source: {item.source}" if item.source else "",
            f"dated {item.dated_on.day} {item.dated_on:%B %Y}" if item.dated_on else "",
        )
        return cls(
            text=str(item.text),
            tags=(item.get_kind_display(), item.get_topic_display()),
            about=names.get(str(item.about_id), ""),
            facts=" · ".join(filter(None, facts)),
            withheld=str(item.why_withheld or ""),
            correct=reverse("marac:correct", args=[item.pk]),
        )


def grouped(requests: Iterable[ResearchRequest], *, now: datetime) -> tuple[Group, ...]:
    """Return requests by the meeting they are for, in the order they came."""
    groups: dict[str, list[Asked]] = {}
    for request in requests:
        row = Asked.of(request, now=now)
        groups.setdefault(row.meeting, []).append(row)
    return tuple(Group(title, tuple(rows)) for title, rows in groups.items())


def people_of(request: ResearchRequest) -> tuple[PersonAsked, ...]:
    """Return the people about whom this agency is asked, with what it needs to look them up."""
    order = list(CasePerson.Part.values)
    asked = [p for p in request.case.everyone if p.part in request.parts]  # type: ignore[attr-defined]  # prefetched by the query
    return tuple(
        PersonAsked.of(person, needed=request.identifiers)
        for person in sorted(asked, key=lambda p: (order.index(p.part), p.position))
    )


def _meeting(request: ResearchRequest, *, now: datetime) -> str:
    listed = request.case.listed  # type: ignore[attr-defined]  # prefetched by the query
    if not listed:
        why = WAITS if request.case.state == State.DEFERRED else NOT_LISTED
        return f"{why}, {request.case.panel.name}"
    return f"{request.case.panel.name}, {moment(listed[0].meeting.starts_at, now=now)}"
