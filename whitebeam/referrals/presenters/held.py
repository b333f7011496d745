"""One referral as the agency that holds it sees it, ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from whitebeam.accounts.models import User
from whitebeam.govuk.moments import Clock, moment
from whitebeam.kernel.births import born_words
from whitebeam.kernel.clocks import LONDON
from whitebeam.people.models import SafeContact
from whitebeam.people.services.safe_contact import gate
from whitebeam.referrals.models import Claim, Correction, HandOverNote, Part, Referral
from whitebeam.referrals.presenters.queue import RISK_COLOURS, risk_text


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person of the referral: her part, and what else is known at a glance."""

    part: str
    known_as: str
    facts: str
    href: str

    @classmethod
    def of(cls, part: Part, *, now: datetime) -> "PersonCard":
        facts = [
            born_words(
                part.person.date_of_birth,
                part.person.birth_precision,
                on=now.astimezone(LONDON).date(),
            ),
            part.relationship.replace("_", " ").capitalize(),
            f"School: {part.school}" if part.school else "",
        ]
        return cls(
            part=part.get_kind_display(),
            known_as=part.person.known_as,
            facts=" · ".join(filter(None, facts)),
            href=reverse("people:person", args=[part.person_id]),
        )


@dataclass(frozen=True, slots=True)
class SafeLine:
    """What she said of one way of reaching her, judged at this moment."""

    channel: str
    sentence: str
    is_open: bool
    wording: str

    @classmethod
    def of(cls, said: SafeContact, *, now: datetime) -> "SafeLine":
        judged = gate(said, at=now)
        return cls(
            channel=said.get_channel_display(),
            sentence=judged.sentence,
            is_open=judged.is_open,
            wording=str(said.wording or ""),
        )


@dataclass(frozen=True, slots=True)
class HeldReferral:
    """Everything the triage page prints beside the answers."""

    pk: str
    reference: str
    title: str
    risk: str
    risk_colour: str
    is_unsafe_now: bool
    state: str
    clock: Clock
    sent: str
    basis: str
    area: str
    rule: str
    people: tuple[PersonCard, ...]
    safe: tuple[SafeLine, ...]
    hold: str
    is_mine: bool
    is_held: bool
    is_waiting: bool
    may_assign: bool
    may_go_to_marac: bool

    @classmethod
    def of(
        cls,
        referral: Referral,
        *,
        parts: Sequence[Part],
        hold: Claim | None,
        me: User,
        due_at: datetime | None,
        is_waiting: bool,
        may_assign: bool,
        may_go_to_marac: bool,
        safe: Iterable[SafeContact],
        now: datetime,
    ) -> "HeldReferral":
        harmed = [part.person for part in parts if part.kind == Part.Kind.VICTIM]
        return cls(
            pk=str(referral.pk),
            reference=referral.reference,
            title=harmed[0].known_as if harmed else "Person not shown",
            risk=risk_text(referral),
            risk_colour=RISK_COLOURS[Referral.Risk(referral.risk)],
            is_unsafe_now=referral.is_unsafe_now,
            state=referral.get_state_display(),
            clock=Clock.of(due_at, now=now),
            sent=f"{referral.sent_by.name}, {moment(referral.sent_at, now=now)}",
            basis=referral.get_basis_display(),
            area=referral.area.name if referral.area else "Not known",
            rule=referral.rule.sentence if referral.rule else "",
            people=tuple(PersonCard.of(part, now=now) for part in parts),
            safe=tuple(SafeLine.of(said, now=now) for said in safe),
            hold=_hold(hold, me=me, now=now),
            is_mine=hold is not None and hold.by_id == me.pk,
            is_held=hold is not None,
            is_waiting=is_waiting,
            may_assign=may_assign,
            may_go_to_marac=may_go_to_marac and referral.state == Referral.State.ACCEPTED,
        )


def note_cards(notes: Iterable[HandOverNote], *, now: datetime) -> list[dict[str, str]]:
    """Return hand-over notes for the page."""
    return [
        {
            "text": str(note.text),
            "who": note.by.name,
            "to": note.to.name if note.to else "",
            "when": moment(note.at, now=now),
        }
        for note in notes
    ]


def correction_rows(
    corrections: Iterable[Correction], labels: dict[str, str], *, now: datetime
) -> list[dict[str, Any]]:
    """Return each corrected answer with its question, the old and the new, who and why."""
    return [
        {
            "question": labels.get(c.question, c.question),
            "old": str(c.old or ""),
            "new": str(c.new or ""),
            "why": str(c.why),
            "who": c.by.name,
            "when": moment(c.at, now=now),
        }
        for c in corrections
    ]


def _hold(hold: Claim | None, *, me: User, now: datetime) -> str:
    if hold is None:
        return ""
    until = moment(hold.until, now=now)
    return f"You hold this until {until}" if hold.by_id == me.pk else f"{hold.by.name} holds this"
