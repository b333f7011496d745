"""Her voice in words: the clock of contact, what she wants, how she was told what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from whitebeam.govuk.moments import Clock, moment
from whitebeam.marac.models import Case, ContactAttempt, Telling, Wish
from whitebeam.marac.models.states import DECIDED
from whitebeam.marac.presenters.papers import line_link
from whitebeam.marac.services.advocating import CHANNELS
from whitebeam.people.models import Person, SafeContact
from whitebeam.people.services.safe_contact import DAYS, gate

WAYS = dict(CHANNELS)
NOT_KNOWN = "No way is known to be safe: your service cannot open her record from this case."


@dataclass(frozen=True, slots=True)
class AdvocatedRow:
    """One case on an adviser's list."""

    reference: str
    panel: str
    adviser: str
    contact: Clock
    next_step: str
    href: str

    @classmethod
    def of(cls, case: Any, *, now: datetime) -> "AdvocatedRow":
        return cls(
            reference=case.reference,
            panel=case.panel.name,
            adviser=case.idva.name if case.idva else "Nobody yet",
            contact=contact_clock(
                case.idva_due_at, case.reached_at, is_given_up=case.is_given_up, now=now
            ),
            next_step=_next_step(case),
            href=reverse("marac:case_voice", args=[case.pk]),
        )


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reaching her, judged by the gate at this moment."""

    title: str
    sentence: str
    times: str
    safe_word: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A wish or a telling, ready to print, with the way to its ledger line."""

    title: str
    text: str
    more: str
    who: str
    line: str


def contact_clock(
    due_at: datetime | None, reached_at: datetime | None, *, is_given_up: bool, now: datetime
) -> Clock:
    """Return whether she was reached in time; only speaking with her ends the clock.

    What was late is said, and no longer warned of: nothing can be done about it.
    """
    if reached_at is not None:
        is_late = due_at is not None and reached_at > due_at
        how = "Reached late" if is_late else "Reached in time"
        return Clock(f"{how}, {moment(reached_at, now=now)}", "due" if is_late else "done")
    if is_given_up:
        return Clock("Not reached: the panel knows", "due")
    return Clock.of(due_at, now=now) if due_at else Clock("Not reached yet", "due")


def reached_at(attempts: Sequence[ContactAttempt]) -> datetime | None:
    """Return when somebody first spoke with her."""
    spoken = [one.at for one in attempts if one.outcome == ContactAttempt.Outcome.REACHED]
    return min(spoken, default=None)


def ways(said: Sequence[SafeContact], person: Person | None, *, now: datetime) -> tuple[Way, ...]:
    """Return every way of reaching her with what the gate says of it now, the safe ones first."""
    if person is None:
        return ()
    by_channel = {one.channel: one for one in said}
    found = (_way(channel, by_channel.get(channel), now=now) for channel in SafeContact.Channel)
    return tuple(sorted(found, key=lambda way: not way.is_open))


def attempt_rows(attempts: Sequence[ContactAttempt], *, now: datetime) -> list[dict[str, str]]:
    """Return the attempts for the timeline, newest first."""
    return [
        {
            "what": f"{one.get_outcome_display()}: {WAYS.get(one.channel, one.channel)}",
            "when": moment(one.at, now=now),
            "who": one.by.name,
            "more": str(one.note or ""),
        }
        for one in attempts
    ]


def wish_of(wish: Wish, *, lines: dict[UUID, UUID], now: datetime) -> Said:
    """Return what she wanted, as a paper prints it."""
    return Said(
        title=wish.get_when_display(),
        text=str(wish.words),
        more="In her own words" if wish.is_own_words else "As her adviser understood her",
        who=f"{wish.by.name}, {wish.agency.name}, {moment(wish.at, now=now)}",
        line=line_link(wish.case_id, wish.pk if wish.pk in lines else None),
    )


def telling_of(telling: Telling, *, lines: dict[UUID, UUID], now: datetime) -> Said:
    """Return how she was told, as a paper prints it."""
    how = WAYS.get(telling.how, "")
    return Said(
        title=telling.get_outcome_display(),
        text=str(telling.decided),
        more=f"Told: {how}" if how else f"Why not: {telling.reason}",
        who=f"{telling.by.name}, {telling.agency.name}, {moment(telling.at, now=now)}",
        line=line_link(telling.case_id, telling.pk if telling.pk in lines else None),
    )


def _way(channel: SafeContact.Channel, said: SafeContact | None, *, now: datetime) -> Way:
    judged = gate(said, at=now)
    return Way(
        title=channel.label,
        sentence=judged.sentence,
        times=_times(said),
        safe_word=str(said.safe_word or "") if said else "",
        is_open=judged.is_open,
    )


def _times(said: SafeContact | None) -> str:
    if said is None or said.answer != SafeContact.Answer.SAFE:
        return ""
    days = ", ".join(DAYS[number] for number in sorted(said.days)) or "Any day"
    if said.from_time and said.to_time:
        return f"{days}, {said.from_time:%H:%M} to {said.to_time:%H:%M}"
    return f"{days}, any time"


def _next_step(case: Any) -> str:
    is_sent_on = case.state == Case.State.TRANSFER_SENT and case.decided_at is not None
    if case.state in DECIDED or is_sent_on:
        return "Ready to close" if case.is_told else "Tell her what was decided"
    if case.reached_at is None and not case.is_given_up:
        return "Reach her, by a safe way"
    if case.is_given_up:
        return "Reach her, if a safe way opens"
    return "Ready for the meeting" if case.has_wish else "Ask what she wants"
