"""How she may be reached, as pages print it: what she said first, the numbers after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from whitebeam.people.models import CommunicationNeed, ContactPoint, Person, SafeContact
from whitebeam.people.presenters.rows import day
from whitebeam.people.services.safe_contact import DAYS, gate

NO_RELATIVE = "Never use a relative or friend as the interpreter."


@dataclass(frozen=True, slots=True)
class SafeLine:
    """What she said of one way of reaching her, judged at this moment."""

    channel: str
    verdict: str
    colour: str
    sentence: str
    is_open: bool
    details: tuple[str, ...]
    change: str
    confirm: str

    @classmethod
    def of(
        cls, channel: str, said: SafeContact | None, *, person: Person, now: datetime
    ) -> "SafeLine":
        judged = gate(said, at=now)
        place = [person.pk, channel.lower()]
        is_safe = said is not None and said.answer == SafeContact.Answer.SAFE
        is_asked = said is not None and said.answer != SafeContact.Answer.NOT_KNOWN
        return cls(
            channel=SafeContact.Channel(channel).label,
            verdict="Safe now" if judged.is_open else "Do not use now" if is_asked else "Not known",
            colour="green" if judged.is_open else "red" if is_asked else "grey",
            sentence=judged.sentence,
            is_open=judged.is_open,
            details=tuple(filter(None, _details(said))) if said else (),
            change=reverse("people:safe_contact", args=place),
            confirm=reverse("people:confirm_safe_contact", args=place) if is_safe else "",
        )


@dataclass(frozen=True, slots=True)
class SafeStrip:
    """The strip at the top of every page about her. Where nothing is known: do not contact."""

    title: str
    text: str
    is_known: bool = False

    @classmethod
    def of(cls, lines: Sequence[SafeLine]) -> "SafeStrip":
        safe_now = [line.channel for line in lines if line.is_open]
        if safe_now:
            title = "Safe now: " + ", ".join(safe_now)
            return cls(title, "Nothing else is safe now.", is_known=True)
        if any(line.confirm for line in lines):
            return cls("Do not contact now", "No way she said is safe is safe at this time.")
        return cls(
            "Not known: do not contact", "Nobody has recorded a safe way to reach this person."
        )


def safe_lines(
    said: Sequence[SafeContact], *, person: Person, now: datetime
) -> tuple[SafeLine, ...]:
    """Return a line for every channel, asked about or not."""
    by_channel = {one.channel: one for one in said}
    return tuple(
        SafeLine.of(channel, by_channel.get(channel), person=person, now=now)
        for channel in SafeContact.Channel.values
    )


def contact_text(point: ContactPoint) -> str:
    return str(point.value).replace("\n", ", ")


def contact_hint(point: ContactPoint) -> str:
    told = (
        point.get_kind_display(),
        f"from {point.source}" if point.source else "source not recorded",
        f"recorded by {point.recorded_by.name}",
        f"since {day(point.starts_on)}" if point.starts_on else "",
    )
    return " · ".join(filter(None, told))


def need_text(need: CommunicationNeed) -> str:
    return " · ".join(filter(None, (need.get_kind_display(), need.language)))


def need_hint(need: CommunicationNeed) -> str:
    interpreter = need.kind == CommunicationNeed.Kind.INTERPRETER
    return " ".join(filter(None, (NO_RELATIVE if interpreter else "", str(need.notes or ""))))


def _details(said: SafeContact) -> tuple[str, ...]:
    return (
        ", ".join(DAYS[number] for number in sorted(said.days)) if len(said.days) < 7 else "",
        f"{said.from_time:%H:%M} to {said.to_time:%H:%M}"
        if said.from_time and said.to_time
        else "",
        f"Say: {said.wording}" if said.wording else "",
        f"Who else sees it: {said.who_else_sees}" if said.who_else_sees else "",
        f"Safe word: {said.safe_word}" if said.safe_word else "",
        "Withhold the number" if said.withhold_number and said.channel in _CALLED else "",
        f"Confirmed {day(said.confirmed_on)}, holds until {day(said.expires_on)}"
        if said.confirmed_on
        else "",
    )


_CALLED = (SafeContact.Channel.CALL, SafeContact.Channel.VOICEMAIL)
