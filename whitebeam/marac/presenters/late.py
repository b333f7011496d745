"""What waits longer than its clock, for whoever coordinates."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from whitebeam.govuk.moments import Clock, moment
from whitebeam.marac.queries.waits import Kind, Wait

WHAT = {
    Kind.RETURNED: "The referrer has not answered",
    Kind.UNLISTED: "On no list, and a list has closed since",
    Kind.UNSETTLED: "Nothing is decided on its way without a list",
    Kind.PROPOSED: "Settling it early is proposed, and not everybody has agreed",
    Kind.AUDIT: "Settled early, and to be read again",
    Kind.MINUTES: "Its minutes are not signed",
}


@dataclass(frozen=True, slots=True)
class LateRow:
    """One thing that waits."""

    reference: str
    panel: str
    what: str
    since: str
    clock: Clock
    href: str

    @classmethod
    def of(cls, wait: Wait, *, now: datetime) -> "LateRow":
        return cls(
            reference=wait.case.reference,
            panel=wait.case.panel.name,
            what=WHAT[wait.kind],
            since=moment(wait.since, now=now),
            clock=Clock.of(wait.due_at, now=now),
            href=_address(wait),
        )


def _address(wait: Wait) -> str:
    if wait.kind == Kind.PROPOSED:
        return reverse("marac:settle", args=[wait.case.pk])
    if wait.kind == Kind.AUDIT:
        return reverse("marac:settled")
    if wait.meeting is not None:
        return reverse("marac:minutes", args=[wait.meeting.pk])
    return reverse("marac:case", args=[wait.case.pk])
