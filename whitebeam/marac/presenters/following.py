"""What whoever referred a case may know of it: where it stands, and what cannot be said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import AgendaItem, Case, StateChange
from whitebeam.marac.presenters.case_head import COLOURS

State = Case.State
LISTED_NEXT = (
    "Agencies are asked what they know. You or your agency's representative will be expected at "
    "the meeting.",
    "Until the meeting only her adviser contacts her about this. Please do not.",
)
# What a state means to the referrer, and what comes next.
NEXT = {
    State.RECEIVED: (
        "The coordinator is reading it.",
        "You will hear whether it is accepted, or if more information is needed.",
    ),
    State.RETURNED: (
        "The coordinator needs to know more before it can go on.",
        "Answer below. Until then nothing happens with it.",
    ),
    State.NOT_MET: (
        "The coordinator finds that the criteria are not met. The reason and what you can do next "
        "are below.",
        "If you see it differently, or something new has happened, ask for another look. If she is "
        "in danger now, call 999.",
    ),
    State.ACCEPTED: (
        "It is accepted and will be put on a list.",
        "Her adviser makes contact with her. Please do not contact her about this yourself.",
    ),
    State.LISTED: LISTED_NEXT,
    State.RELISTED: LISTED_NEXT,
    State.RESEARCH_OPEN: LISTED_NEXT,
    State.RESEARCH_CLOSED: LISTED_NEXT,
    State.DEFERRED: (
        "It was deferred to a later meeting.",
        "You will hear when it is listed again.",
    ),
    State.HEARD: ("It was heard.", "Your agency has its own actions in its inbox."),
    State.SETTLED_EARLY: (
        "It was settled before the meeting.",
        "Your agency has its own actions in its inbox.",
    ),
    State.ACTIONS_OPEN: (
        "What was agreed is being done.",
        "Your agency has its own actions in its inbox.",
    ),
    State.TRANSFER_SENT: ("It was sent to the MARAC where she lives now.", ""),
    State.TRANSFERRED: ("The MARAC where she lives now has it.", ""),
    State.WITHDRAWN: ("It was withdrawn. Nobody is working on it here.", ""),
    State.CLOSED: ("It is closed.", "If there is new abuse within twelve months, refer again."),
}
WITHHELD = (
    "We cannot tell you what other agencies know, where she is, or what she tells her adviser. "
    "That protects her."
)
SAID_TO_REFERRER = frozenset({State.RETURNED, State.NOT_MET, State.WITHDRAWN})
STEPS = {State.RECEIVED: "Back with the coordinator"}


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """One line of the list of cases that somebody referred."""

    name: str
    reference: str
    panel: str
    state: str
    colour: str
    when: str
    href: str

    @classmethod
    def of(cls, case: Case, *, now: datetime) -> "FollowedRow":
        harmed = getattr(case, "harmed", [])
        return cls(
            name=harmed[0].called if harmed else case.reference,
            reference=case.reference,
            panel=case.panel.name,
            state=case.get_state_display(),
            colour=COLOURS[State(case.state)],
            when=f"Referred {moment(case.referred_at, now=now)}",
            href=reverse("marac:status", args=[case.pk]),
        )


@dataclass(frozen=True, slots=True)
class Status:
    """The status page of a referred case, ready to print."""

    pk: str
    reference: str
    panel: str
    state: str
    meaning: str
    next_step: str
    by_when: str
    meeting: str
    cut_off: str
    withheld: str
    steps: tuple[dict[str, Any], ...]
    may_answer: bool
    may_escalate: bool
    may_take_back: bool

    @classmethod
    def of(
        cls,
        case: Case,
        *,
        changes: Iterable[StateChange],
        listing: AgendaItem | None,
        now: datetime,
    ) -> "Status":
        meaning, next_step = NEXT[State(case.state)]
        waits = case.state == State.RECEIVED
        return cls(
            pk=str(case.pk),
            reference=case.reference,
            panel=case.panel.name,
            state=case.get_state_display(),
            meaning=meaning,
            next_step=next_step,
            by_when=moment(case.screen_due_at, now=now) if waits else "",
            meeting=moment(listing.meeting.starts_at, now=now) if listing else "",
            cut_off=moment(listing.meeting.cut_off_at, now=now) if listing else "",
            withheld=WITHHELD,
            steps=tuple(_steps(case, changes, now=now)),
            may_answer=case.state == State.RETURNED,
            may_escalate=case.state == State.NOT_MET,
            may_take_back=case.state in {State.RECEIVED, State.RETURNED},
        )


def _steps(
    case: Case, changes: Iterable[StateChange], *, now: datetime
) -> Iterable[dict[str, Any]]:
    shown = [change for change in changes if change.before != change.after]
    for number, change in enumerate(shown, start=1):
        after = State(change.after)
        is_ours = change.agency_id == case.referring_agency_id
        is_told = is_ours or after in SAID_TO_REFERRER
        yield {
            "what": STEPS.get(after, after.label) if change.before else "Referred",
            "when": moment(change.at, now=now),
            "who": f"{change.by.name}, {change.agency.name}" if is_ours else change.agency.name,
            "more": str(change.words or "") if is_told else "",
            "now": number == len(shown),
        }
