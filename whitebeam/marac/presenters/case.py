"""One case as those who work on it read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import AgendaItem, Case, CasePerson, Ground, StateChange
from whitebeam.marac.rules import identifiers
from whitebeam.marac.rules.identifiers import Identifier

STEPS = {
    Case.State.RECEIVED: "Back for screening",
    Case.State.ACCEPTED: "Accepted",
    Case.State.RESEARCH_OPEN: "Research opened",
    Case.State.RESEARCH_CLOSED: "Research closed",
}
REASONS = {
    "late": "Put on its list after the list had closed",
    "escalated": "The referrer asked for another look",
    "answered": "The referrer answered",
    "went_on": "It goes on without the referrer's answer",
    "way": "It takes another way",
    "check_asked": "The check of who harms whom was asked for",
    "called_off": "Its meeting was cancelled",
    "event": "It was recorded what happened last",
    "screening": "Settled at screening: one agency acts at once",
    "audit": "The audit of early settlements sent it on to be heard",
}


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody the case is about: the part, and the facts by which they are looked up."""

    part: str
    name: str
    relationship: str
    identifiers: tuple[Identifier, ...]

    @classmethod
    def of(cls, person: CasePerson) -> "PersonCard":
        return cls(
            part=person.get_part_display(),
            name=person.called,
            relationship=person.relationship.replace("_", " ").capitalize(),
            identifiers=identifiers.shown(person.identifiers.all()),
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One part of what the referrer wrote."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The overview page of a case, ready to print."""

    referred: str
    told: str
    consent: str
    lives_here: str
    grounds: tuple[Paragraph, ...]
    people: tuple[PersonCard, ...]
    account: tuple[Paragraph, ...]
    meeting: str
    meeting_pk: str
    idva: str
    pathway: str
    line: str

    @classmethod
    def of(
        cls,
        case: Case,
        *,
        people: Sequence[CasePerson],
        grounds: Iterable[Ground],
        listing: AgendaItem | None,
        now: datetime,
    ) -> "Overview":
        return cls(
            referred=f"{case.referring_agency.name}, {moment(case.referred_at, now=now)}",
            told=case.get_told_display(),
            consent=_consent(case),
            lives_here=case.get_lives_here_display(),
            grounds=tuple(
                Paragraph(ground.get_kind_display(), str(ground.evidence or ""))
                for ground in grounds
            ),
            people=tuple(PersonCard.of(person) for person in people),
            account=tuple(_account(case)),
            meeting=moment(listing.meeting.starts_at, now=now) if listing else "",
            meeting_pk=str(listing.meeting_id) if listing else "",
            idva=_adviser(case),
            pathway=case.pathway.name if case.pathway else "Not yet chosen",
            line=reverse("marac:ledger_line", args=[case.pk, case.pk]),
        )


def steps(changes: Iterable[StateChange], *, now: datetime) -> list[dict[str, Any]]:
    """Return the steps of a case for the timeline."""
    shown = [_step(change, now=now) for change in changes]
    if shown:
        shown[-1]["now"] = True
    return shown


def _step(change: StateChange, *, now: datetime) -> dict[str, Any]:
    after = Case.State(change.after)
    what = STEPS.get(after, after.label) if change.before else "Referred"
    more = (REASONS.get(change.reason, ""), str(change.words or ""))
    return {
        "what": what if change.before != change.after else "Noted",
        "when": moment(change.at, now=now),
        "who": f"{change.by.name}, {change.agency.name}",
        "more": ". ".join(filter(None, more)),
    }


def _consent(case: Case) -> str:
    why = f". {case.without_consent_why}" if case.without_consent_why else ""
    return f"{case.get_consent_display()}{why}"


def _account(case: Case) -> Iterable[Paragraph]:
    written = (
        ("What happened", case.background),
        ("Whom and what she fears", case.fears),
        ("Whom it is safe to talk to, and whom not", case.talking),
        ("Heard before", case.heard_before),
        ("Where she lives", case.residence),
    )
    return (Paragraph(title, str(text)) for title, text in written if text)


def _adviser(case: Case) -> str:
    if case.idva is not None and case.idva_agency is not None:
        return f"{case.idva.name}, {case.idva_agency.name}"
    return case.idva_agency.name if case.idva_agency else "Nobody yet"
