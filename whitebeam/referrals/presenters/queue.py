"""The lists of triage, of a worker and of a sender, in the words they are read in."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from whitebeam.govuk.moments import Clock, moment
from whitebeam.kernel.births import age_words
from whitebeam.kernel.clocks import LONDON
from whitebeam.referrals.models import QueueEntry, Referral

RISK_COLOURS = {
    Referral.Risk.HIGH: "red",
    Referral.Risk.MEDIUM: "orange",
    Referral.Risk.STANDARD: "blue",
    Referral.Risk.NOT_KNOWN: "grey",
}
STATE_COLOURS = {
    Referral.State.IN_TRIAGE: "blue",
    Referral.State.RETURNED: "yellow",
    Referral.State.ACCEPTED: "green",
    Referral.State.DECLINED: "grey",
    Referral.State.TRANSFER_SENT: "purple",
    Referral.State.TRANSFERRED: "green",
    Referral.State.RECALLED: "grey",
    Referral.State.CLOSED: "grey",
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One waiting referral, ready to print."""

    known_as: str
    age: str
    reference: str
    area: str
    from_whom: str
    risk: str
    risk_colour: str
    clock: Clock
    held: str
    href: str

    @classmethod
    def of(cls, entry: QueueEntry, *, now: datetime, me: object) -> "QueueRow":
        referral = entry.referral
        unsafe = referral.is_unsafe_now
        return cls(
            known_as=known_as(referral),
            age=age(referral, now=now),
            reference=referral.reference,
            area=referral.area.name if referral.area else "Area not known",
            from_whom=referral.sent_by.name,
            risk="Not safe now" if unsafe else risk_text(referral),
            risk_colour="solid-red" if unsafe else RISK_COLOURS[Referral.Risk(referral.risk)],
            clock=Clock.of(entry.due_at, now=now),
            held=_held(entry, now=now, me=me),
            href=reverse("referrals:triage", args=[referral.pk]),
        )


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral of a sender or worker, ready to print."""

    known_as: str
    reference: str
    when: str
    state: str
    state_colour: str
    where: str
    href: str

    @classmethod
    def sent(cls, referral: Referral, *, now: datetime) -> "ReferralRow":
        return cls(
            known_as=known_as(referral),
            reference=referral.reference,
            when=f"Sent {moment(referral.sent_at, now=now)}",
            state=referral.get_state_display(),
            state_colour=STATE_COLOURS[Referral.State(referral.state)],
            where=referral.held_by.name if referral.held_by else "",
            href=reverse("referrals:status", args=[referral.pk]),
        )

    @classmethod
    def accepted(cls, referral: Referral, *, now: datetime) -> "ReferralRow":
        accepted_at = referral.accepted_at or referral.sent_at
        return cls(
            known_as=known_as(referral),
            reference=referral.reference,
            when=f"Accepted {moment(accepted_at, now=now)}",
            state=risk_text(referral),
            state_colour=RISK_COLOURS[Referral.Risk(referral.risk)],
            where=referral.area.name if referral.area else "",
            href=reverse("referrals:triage", args=[referral.pk]),
        )


def known_as(referral: Referral) -> str:
    """Return the name of the person harmed, where the reader may see her record."""
    harmed = getattr(referral, "harmed", [])
    return harmed[0].person.known_as if harmed else referral.reference


def age(referral: Referral, *, now: datetime) -> str:
    """Return the age of the person harmed in years, as far as it is known."""
    harmed = getattr(referral, "harmed", [])
    born = harmed[0].person.date_of_birth if harmed else None
    return age_words(born, on=now.astimezone(LONDON).date())


def risk_text(referral: Referral) -> str:
    text = referral.get_risk_display()
    return f"{text} risk" if referral.risk != Referral.Risk.NOT_KNOWN else "Risk not yet known"


def _held(entry: QueueEntry, *, now: datetime, me: object) -> str:
    held = [claim for claim in getattr(entry, "held", []) if claim.until > now]
    if not held:
        return ""
    if held[0].by == me:
        return f"You hold this until {moment(held[0].until, now=now)}"
    return f"{held[0].by.name} holds this"
