"""The coordinator's lists, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from whitebeam.govuk.moments import Clock, moment
from whitebeam.marac.models import Case
from whitebeam.marac.presenters.case_head import COLOURS, Tab

STAGES = {
    "screening": "To screen",
    "returned": "Asked for information",
    "to-list": "To list",
    "listed": "Listed",
    "following": "Followed up",
    "moving": "Moving away",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One case on the coordinator's lists."""

    name: str
    reference: str
    panel: str
    from_whom: str
    state: str
    colour: str
    clock: Clock
    meeting: str
    href: str

    @classmethod
    def of(cls, case: Case, *, now: datetime) -> "Row":
        harmed = getattr(case, "harmed", [])
        waits = getattr(case, "waits_on", [])
        screening = case.state == Case.State.RECEIVED
        return cls(
            name=harmed[0].called if harmed else case.reference,
            reference=case.reference,
            panel=case.panel.name,
            from_whom=case.referring_agency.name,
            state=case.get_state_display(),
            colour=COLOURS[Case.State(case.state)],
            clock=Clock.of(case.screen_due_at if screening else None, now=now),
            meeting=moment(waits[0].meeting.starts_at, now=now) if waits else "",
            href=reverse("marac:case", args=[case.pk]),
        )


def stages(counts: Mapping[str, int], *, current: str) -> list[Tab]:
    """Return the tabs of the coordinator's work, each with how many cases stand there."""
    work = reverse("marac:work")
    tabs = [
        Tab(f"{text} ({counts.get(stage, 0)})", f"{work}?stage={stage}", stage == current)
        for stage, text in STAGES.items()
    ]
    return [*tabs, Tab("Past their clock", reverse("marac:late"), current == "late")]
