"""People as pages print them: who, how she may be reached, who may be the same."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from whitebeam.people.models import ContactPoint, Person, SafeContact
from whitebeam.people.queries.known import Candidate
from whitebeam.people.rules.wording import Likeness
from whitebeam.people.services.safe_contact import gate

DISAGREEING = ("DIFFERENT", "GENERATION")
AGREEING = ("SAME", "HOUSE", "ALIAS")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a list of people."""

    known_as: str
    born: str
    area: str
    href: str

    @classmethod
    def of(cls, person: Person, *, on: date) -> "PersonRow":
        return cls(
            known_as=person.known_as,
            born=born(person, on=on),
            area=person.area.name if person.area else "–",
            href=reverse("people:person", args=[person.pk]),
        )


@dataclass(frozen=True, slots=True)
class CandidateCard:
    """Somebody who may be the person being typed, with why."""

    pk: str
    name: str
    facts: str
    likeness: str
    reasons: tuple[dict[str, str], ...]
    is_strong: bool
    href: str

    @classmethod
    def of(cls, candidate: Candidate, *, on: date) -> "CandidateCard":
        person, verdict = candidate.person, candidate.ranked.verdict
        area = person.area.name if person.area else ""
        return cls(
            pk=str(person.pk),
            name=person.known_as,
            facts=" · ".join(filter(None, (born(person, on=on), area))),
            likeness=str(verdict.likeness),
            reasons=tuple(
                {"text": reason.words, "agrees": agrees(reason.level.name)}
                for reason in verdict.reasons
            ),
            is_strong=verdict.likeness == Likeness.VERY_LIKELY,
            href=reverse("people:person", args=[person.pk]),
        )


@dataclass(frozen=True, slots=True)
class SafeLine:
    """What she said of one way of reaching her, judged at this moment."""

    channel: str
    verdict: str
    sentence: str
    is_open: bool
    details: str

    @classmethod
    def of(cls, said: SafeContact, *, now: datetime) -> "SafeLine":
        judged = gate(said, at=now)
        details = (
            f"Say: {said.wording}" if said.wording else "",
            f"Who else sees it: {said.who_else_sees}" if said.who_else_sees else "",
            f"Safe word: {said.safe_word}" if said.safe_word else "",
            "Withhold the number" if said.withhold_number else "",
            f"Confirmed {day(said.confirmed_on)}" if said.confirmed_on else "",
        )
        return cls(
            channel=said.get_channel_display(),
            verdict="Safe now" if judged.is_open else "Do not use now",
            sentence=judged.sentence,
            is_open=judged.is_open,
            details=". ".join(filter(None, details)),
        )


def contact_rows(points: list[ContactPoint]) -> list[dict[str, Any]]:
    """Return phones, e-mails and ordinary addresses, each with where it comes from."""
    return [
        {
            "key": point.get_kind_display(),
            "value": str(point.value).replace("\n", ", "),
            "source": point.source,
        }
        for point in points
    ]


def agrees(level: str) -> str:
    """Return whether a finding speaks for one person, against it, or a little for it."""
    if level in AGREEING:
        return "yes"
    return "no" if level in DISAGREEING else "partly"


def born(person: Person, *, on: date) -> str:
    birth = person.date_of_birth
    if birth is None:
        return "Date of birth not known"
    years = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    if person.birth_precision == Person.BirthPrecision.EXACT:
        return f"Born {day(birth)} ({years})"
    if person.birth_precision == Person.BirthPrecision.YEAR:
        return f"Born in {birth.year}"
    return f"About {years} years old"


def day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else "not known"
