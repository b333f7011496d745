"""The way through a referral: its tasks, its drafts, and who may be the person being typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timesince import timesince

from whitebeam.govuk.moments import moment
from whitebeam.kernel.births import born_words
from whitebeam.people.queries.known import Candidate
from whitebeam.people.rules.levels import Level
from whitebeam.people.rules.wording import Likeness
from whitebeam.referrals.models import Document, Draft, QueueEntry, Referral
from whitebeam.referrals.presenters.answers import Group, groups_of
from whitebeam.referrals.queries.forms import definition_of
from whitebeam.referrals.rules.form_definition import Form
from whitebeam.referrals.rules.progress import PageProgress, PageState

STATES = {
    PageState.NOT_STARTED: ("Not started", "blue"),
    PageState.INCOMPLETE: ("Incomplete", "yellow"),
    PageState.DONE: ("Done", ""),
}
DISAGREE = frozenset({Level.DIFFERENT, Level.GENERATION})
DOCUMENT_STATES = {
    Document.State.CLEAN: "Checked",
    Document.State.HELD: "Held until it is checked; it goes with the referral",
}


@dataclass(frozen=True, slots=True)
class Task:
    title: str
    href: str
    status: str
    colour: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    tasks: list[Task] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A draft to go on with; it carries nobody's name."""

    title: str
    when: str
    href: str
    discard: str


@dataclass(frozen=True, slots=True)
class Reason:
    text: str
    agrees: str


@dataclass(frozen=True, slots=True)
class CandidateCard:
    """A person who may be the one being typed, and why."""

    key: str
    name: str
    facts: str
    reasons: Sequence[Reason]
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender is told once a referral is sent."""

    reference: str
    team: str
    steps: Sequence[str]


@dataclass(frozen=True, slots=True)
class FileLine:
    key: str
    name: str
    state: str


def sections(draft_id: UUID, asked: Iterable[PageProgress]) -> list[Section]:
    """Return the task list, section by section."""
    found: list[Section] = []
    for one in asked:
        if not found or found[-1].title != one.section:
            found.append(Section(one.section))
        status, colour = STATES[one.state]
        href = reverse("referrals:page", args=[draft_id, one.page.code])
        found[-1].tasks.append(Task(one.page.title, href, status, colour))
    return found


def draft_card(draft: Draft, *, now: datetime) -> DraftCard:
    """Return a draft as it is offered at the start."""
    pages = sum(1 for mark in draft.pages_seen if mark.get("done"))
    answered = "1 page answered" if pages == 1 else f"{pages} pages answered"
    return DraftCard(
        title=definition_of(draft.form).name,
        when=f"Last saved {timesince(draft.updated_at, now)} ago · {answered}",
        href=reverse("referrals:tasks", args=[draft.pk]),
        discard=reverse("referrals:discard", args=[draft.pk]),
    )


def candidate_card(found: Candidate, *, part: str, on: date) -> CandidateCard:
    """Return a candidate with its reasons; `part` says whom on the page it may be."""
    person, verdict = found.person, found.ranked.verdict
    born = born_words(person.date_of_birth, person.birth_precision, on=on)
    area = person.area.name if person.area else ""
    return CandidateCard(
        key=f"{part}:{person.pk}",
        name=person.known_as,
        facts=" · ".join(filter(None, (born, person.get_sex_display(), area))),
        reasons=[Reason(reason.words, _agreement(reason.level)) for reason in verdict.reasons],
        is_strong=verdict.likeness is Likeness.VERY_LIKELY,
    )


def file_line(document: Document) -> FileLine:
    """Return a document as its writer sees it before sending."""
    state = DOCUMENT_STATES.get(Document.State(document.state), document.why_refused)
    return FileLine(str(document.pk), str(document.name), state)


def check_groups(
    draft_id: UUID, form: Form, answers: Mapping[str, object], areas: Mapping[str, str]
) -> list[Group]:
    """Return the answers to check before sending, each group with where to change it."""
    found = groups_of(form, answers=answers, areas=areas, shows_gaps=True)
    return [
        replace(
            group,
            change=reverse("referrals:page", args=[draft_id, group.code]) + "?return=check",
        )
        for group in found
    ]


def receipt_of(referral: Referral, stay: QueueEntry, *, now: datetime) -> Receipt:
    """Return what the sender is told: who has it, by when they answer, and what cannot be said."""
    team = stay.queue.agency.name
    steps = [
        f"{team} will read it by {moment(stay.due_at, now=now)}.",
        "They accept it, ask you for something that is missing, or say who can help instead.",
        "You are told of each step, and find it under the reference at any time.",
        "You may not be told what they talk about with this person. That is theirs to share.",
    ]
    is_by_hand = referral.rule is not None and stay.queue_id != referral.rule.queue_id
    if is_by_hand or referral.rule is None:
        steps.insert(1, "A person there decides which service is right, and passes it on.")
    return Receipt(referral.reference, team, steps)


def _agreement(level: Level) -> str:
    if level is Level.SAME:
        return "yes"
    return "no" if level in DISAGREE else "partly"
