"""The head of every page about one case: what it is, where it stands, and the ways round it.

A case is titled by its reference, never by a name: the page may stand open on a shared screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from whitebeam.govuk.moments import Clock
from whitebeam.marac.models import Case
from whitebeam.marac.models.states import ENDED
from whitebeam.marac.presenters.assessed import Risk

State = Case.State
COLOURS = {
    State.RECEIVED: "blue",
    State.RETURNED: "yellow",
    State.NOT_MET: "grey",
    State.ACCEPTED: "blue",
    State.LISTED: "purple",
    State.RELISTED: "purple",
    State.RESEARCH_OPEN: "teal",
    State.RESEARCH_CLOSED: "teal",
    State.DEFERRED: "yellow",
    State.HEARD: "green",
    State.SETTLED_EARLY: "green",
    State.ACTIONS_OPEN: "orange",
    State.TRANSFER_SENT: "yellow",
    State.TRANSFERRED: "grey",
    State.WITHDRAWN: "grey",
    State.CLOSED: "grey",
}
# Each page of a case, and its name in the address book; a page that is not there has no tab.
PAGES = (
    ("Overview", "marac:case"),
    ("Research", "marac:case_research"),
    ("Her voice", "marac:case_voice"),
    ("Actions", "marac:case_actions"),
    ("Settle early", "marac:settle"),
    ("Ledger", "marac:case_ledger"),
    ("History", "marac:history"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands on top of every page about one case."""

    pk: str
    reference: str
    panel: str
    state: str
    colour: str
    is_repeat: bool
    alerts: tuple[str, ...]
    is_open: bool
    clock: Clock
    tabs: tuple[Tab, ...]

    @classmethod
    def of(cls, case: Case, *, current: str, now: datetime) -> "CaseHead":
        """Return the head; `case` comes with its panel."""
        screening = case.state == State.RECEIVED
        return cls(
            pk=str(case.pk),
            reference=case.reference,
            panel=case.panel.name,
            state=case.get_state_display(),
            colour=COLOURS[State(case.state)],
            is_repeat=case.repeat == Case.Repeat.YES,
            alerts=tuple(one.title for one in Risk.of(case).alerts),
            is_open=case.state not in ENDED,
            clock=Clock.of(case.screen_due_at if screening else None, now=now),
            tabs=tuple(_tabs(case, current)),
        )


def _tabs(case: Case, current: str) -> Iterable[Tab]:
    for text, name in PAGES:
        try:
            href = reverse(name, args=[case.pk])
        except NoReverseMatch:
            continue
        yield Tab(text, href, name == current)
