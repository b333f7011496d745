"""Another process at work beside a case, in words: that it is, whom to ask, and what follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import ProcessLink
from whitebeam.marac.presenters.papers import line_link


@dataclass(frozen=True, slots=True)
class ProcessShown:
    """One other process, ready to print."""

    pk: str
    title: str
    lead: str
    contact: str
    since: str
    said: str
    is_confirmed: bool
    ask: str
    withheld: str
    line: str

    @classmethod
    def of(cls, one: ProcessLink, *, now: datetime) -> "ProcessShown":
        day = f"{one.since_on.day} {one.since_on:%B %Y}" if one.since_on else ""
        return cls(
            pk=str(one.pk),
            title=f"{one.get_kind_display()}, about {one.about.called}",
            lead=f"{one.lead}, {one.agency.name}",
            contact=str(one.contact),
            since=f"Since {day}" if day else "Since when is not known",
            said=_said(one, now=now),
            is_confirmed=one.confirmed_at is not None,
            ask=f"Ask {one.lead}, {one.agency.name}, to the meeting: one plan, not two.",
            withheld=f"Withheld by your agency: {one.why_withheld}" if one.is_withheld else "",
            line="" if one.is_withheld else line_link(one.case_id, one.pk),
        )


def shown(rows: Iterable[ProcessLink], *, now: datetime) -> list[ProcessShown]:
    """Return every other process at work, ready to print."""
    return [ProcessShown.of(one, now=now) for one in rows]


def in_a_line(one: ProcessLink) -> str:
    """Return what the ledger prints: that it is at work, and where it is led."""
    return f"{one.get_kind_display()}, about {one.about.called}, is led by {one.agency.name}."


def _said(one: ProcessLink, *, now: datetime) -> str:
    if one.confirmed_at and one.confirmed_by:
        return f"Confirmed {moment(one.confirmed_at, now=now)}, {one.confirmed_by.name}"
    return f"Named {moment(one.at, now=now)} by {one.said_for.name}, not confirmed yet"
