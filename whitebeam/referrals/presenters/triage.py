"""One referral as triage sees it, and its way as the sender may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from whitebeam.accounts.models import User
from whitebeam.govuk.moments import moment
from whitebeam.referrals.models import Part, Referral, StateChange

# What the sender is told at each state: what it means, what comes next, what cannot be said.
NEXT = {
    Referral.State.IN_TRIAGE: (
        "The service has it and is deciding who can help.",
        "You will hear when it is accepted, or if more information is needed.",
    ),
    Referral.State.RETURNED: (
        "The service needs to know more before it can go on.",
        "Answer below. Until then the service cannot act on it.",
    ),
    Referral.State.ACCEPTED: (
        "A worker has taken it on and will make contact in the ways marked safe.",
        "Do not contact her about this yourself unless she asks you to.",
    ),
    Referral.State.DECLINED: (
        "The service cannot take it on. Its reason and what you can do next are below.",
        "If you think she is in danger now, call 999.",
    ),
    Referral.State.TRANSFER_SENT: (
        "She lives outside this area. It was sent to a service there, which has not yet said it "
        "has it.",
        "The service here keeps watch until it does.",
    ),
    Referral.State.TRANSFERRED: (
        "A service in another area has it and is responsible for it now.",
        "",
    ),
    Referral.State.RECALLED: ("You took this referral back. Nobody is working on it.", ""),
    Referral.State.CLOSED: ("The support has ended.", ""),
}
WITHHELD = (
    "We cannot tell you where she is, what she tells the service, or whether other agencies know "
    "her. That protects her."
)
STEPS = {
    "": "Sent",
    Referral.State.IN_TRIAGE: "Back in the queue",
    Referral.State.RETURNED: "Returned for information",
    Referral.State.ACCEPTED: "Accepted",
    Referral.State.DECLINED: "Declined",
    Referral.State.TRANSFER_SENT: "Sent to another area",
    Referral.State.TRANSFERRED: "Received by another area",
    Referral.State.RECALLED: "Taken back",
    Referral.State.CLOSED: "Closed",
}

# A step that leaves the state as it is, by the state.
STAYS = {Referral.State.ACCEPTED: "Given to another worker"}
SAID_TO_SENDER = {Referral.State.DECLINED, Referral.State.RETURNED}


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """Two people whose structured check is still to be saved before the referral goes forward."""

    harmed: UUID
    other: UUID
    names: str

    @classmethod
    def of(cls, harmed: Part, other: Part) -> "OpenCheck":
        names = f"{harmed.person.known_as} and {other.person.known_as}"
        return cls(harmed.person_id, other.person_id, names)


@dataclass(frozen=True, slots=True)
class Status:
    """What the sender's page says of a referral."""

    reference: str
    state: str
    meaning: str
    next_step: str
    by_when: str
    holder: str
    withheld: str

    @classmethod
    def of(cls, referral: Referral, *, now: datetime) -> "Status":
        meaning, next_step = NEXT[Referral.State(referral.state)]
        due = referral.next_due_at
        return cls(
            reference=referral.reference,
            state=referral.get_state_display(),
            meaning=meaning,
            next_step=next_step,
            by_when=moment(due, now=now) if due else "",
            holder=referral.held_by.name if referral.held_by else "",
            withheld=WITHHELD,
        )


def timeline(
    changes: Iterable[StateChange], *, now: datetime, for_sender: Referral | None = None
) -> list[dict[str, Any]]:
    """Return the steps for the timeline macro; the sender is told agencies, not colleagues' names.

    A move between queues is the holder's own business; a sender sees the steps that concern her.
    """
    steps = list(changes)
    shown = [
        _step(change, now=now, for_sender=for_sender)
        for change in steps
        if for_sender is None or change.before != change.after
    ]
    if shown:
        shown[-1]["now"] = True
    return shown


def asked(changes: Iterable[StateChange]) -> str:
    """Return what triage asked for when it last sent the referral back."""
    returns = [change for change in changes if change.after == Referral.State.RETURNED]
    return _more(returns[-1]) if returns else ""


def already(referral: Referral, last: StateChange | None, *, me: User) -> str:
    """Return the sentence for whoever does what is done already."""
    where = f"It is now: {referral.get_state_display().lower()}."
    if last is not None and last.by_id == me.pk:
        return f"You have done this already. {where}"
    return f"This referral has moved on. {where}"


def _more(change: StateChange) -> str:
    reason = change.reason.label if change.reason else ""
    return ". ".join(filter(None, (reason, str(change.words or ""))))


def _step(change: StateChange, *, now: datetime, for_sender: Referral | None) -> dict[str, Any]:
    is_ours = for_sender is None or change.agency_id == for_sender.sent_by_id
    # What one worker of the service writes for another is not the sender's to read.
    is_for_sender = is_ours or change.after in SAID_TO_SENDER
    if change.before == change.after:
        what = STAYS.get(Referral.State(change.after), "Moved to another queue")
    else:
        what = STEPS["" if not change.before else Referral.State(change.after)]
    return {
        "what": what,
        "when": moment(change.at, now=now),
        "who": f"{change.by.name}, {change.agency.name}" if is_ours else change.agency.name,
        "more": _more(change) if is_for_sender else "",
    }
