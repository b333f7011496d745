"""The ledger in words: of each shared fact its basis, its need, whose it is and who received it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from whitebeam.govuk.moments import moment
from whitebeam.marac.models import (
    Case,
    Disclosure,
    Entry,
    PackageItem,
    ProcessLink,
    Recipient,
    ResearchItem,
)
from whitebeam.marac.presenters.papers import line_link, reference_of
from whitebeam.marac.presenters.processes import in_a_line
from whitebeam.marac.queries.ledger import was_put_right
from whitebeam.marac.rules.packing import read

TITLES = {
    "marac.Case": "The referrer's account",
    "marac.Wish": "What she wants",
    "marac.Telling": "How she was told",
    "marac.Unreached": "She was not reached",
    "marac.Entry": "Said at the meeting",
    "marac.Minutes": "The summary in the minutes",
}
GONE = "Taken back or corrected since: newer words have a line of their own."


@dataclass(frozen=True, slots=True)
class Received:
    """One agency that received it, from when it could see it, and under what if not as the rest."""

    agency: str
    when: str
    under: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger, ready to print."""

    anchor: str
    ref: str
    link: str
    title: str
    fact: str
    controller: str
    regime: str
    contact: str
    basis: str
    under: str
    necessity: str
    proportionality: str
    decided: str
    when: str
    is_emergency: bool
    received: tuple[Received, ...]

    @classmethod
    def of(cls, line: Disclosure, *, facts: Mapping[UUID, Model], now: datetime) -> "Line":
        fact = facts.get(line.about_id)
        return cls(
            anchor=f"line-{line.pk}",
            ref=reference_of(line.pk),
            link=line_link(line.case_id, line.about_id),
            title=_title(line, fact),
            fact=_words(fact),
            controller=line.controller.name,
            regime=line.controller.get_regime_display(),
            contact=line.controller.records_contact,
            basis=line.get_basis_display(),
            under=_agreement(line),
            necessity=str(line.necessity),
            proportionality=str(line.proportionality),
            decided=f"{line.decided_by.name}, {moment(line.decided_at, now=now)}",
            when=moment(line.decided_at, now=now),
            is_emergency=line.emergency_why is not None,
            received=(
                *(
                    (Received(line.to_marac, moment(line.decided_at, now=now), ""),)
                    if line.to_marac
                    else ()
                ),
                *_received(line, now=now),
            ),
        )


def _received(line: Disclosure, *, now: datetime) -> Iterable[Received]:
    return (
        Received(one.agency.name, moment(one.at, now=now), _under(one, line))
        for one in line.received  # type: ignore[attr-defined]  # prefetched by the query
    )


def _agreement(line: Disclosure) -> str:
    if line.to_marac and line.agreement is None:
        return "None: it went with her to the other MARAC"
    name = line.agreement.name if line.agreement else "No agreement"
    return f"{name}. Emergency: {line.emergency_why}" if line.emergency_why else name


def _under(one: Recipient, line: Disclosure) -> str:
    named = one.agreement or line.emergency_why
    if line.about_label == Case._meta.label or (named and one.agreement_id == line.agreement_id):
        return ""
    if one.agreement is not None:
        return one.agreement.name
    is_emergency = line.emergency_why or one.asked_in_emergency  # type: ignore[attr-defined]  # annotated
    return "in an emergency" if is_emergency else "no agreement was in force"


def _title(line: Disclosure, fact: Model | None) -> str:
    if isinstance(fact, ResearchItem):
        return f"{fact.get_kind_display()}: {fact.get_topic_display().lower()}"
    if isinstance(fact, ProcessLink):
        return "Another process is at work"
    if line.to_marac:
        part = f", {fact.get_part_display().lower()}" if isinstance(fact, PackageItem) else ""
        return f"Sent to {line.to_marac}{part}"
    return TITLES.get(line.about_label, "A shared fact")


def _named_only(fact: ProcessLink | PackageItem) -> str:
    """Return what a thing is called of which the ledger prints no more."""
    if isinstance(fact, PackageItem):
        return read(str(fact.content)).title
    return GONE if fact.ended_at else in_a_line(fact)


def _words(fact: Model | None) -> str:
    if fact is None:
        return ""
    if isinstance(fact, ResearchItem):
        return GONE if fact.removed_at else str(fact.text)
    if isinstance(fact, Entry) and was_put_right(fact):
        return GONE
    if isinstance(fact, ProcessLink | PackageItem):
        return _named_only(fact)
    if isinstance(fact, Case):
        more = ", with the summary of a signed assessment of risk" if fact.assessed else ""
        return f"Who is involved, the grounds and what happened, as the referrer wrote them{more}."
    texts = ("words", "decided", "instead", "text")
    return str(next(getattr(fact, name) for name in texts if hasattr(fact, name)))
