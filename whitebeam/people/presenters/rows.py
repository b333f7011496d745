"""People as lines of a list, and as candidates for the one being typed."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from whitebeam.kernel.births import born_words
from whitebeam.people.models import Involvement
from whitebeam.people.queries.known import Candidate
from whitebeam.people.rules.wording import Likeness

DISAGREEING = ("DIFFERENT", "GENERATION")
AGREEING = ("SAME", "HOUSE", "ALIAS")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of a list of people."""

    known_as: str
    born: str
    area: str
    agency: str
    since: str
    href: str

    @classmethod
    def of(cls, involvement: Involvement, *, on: date) -> "PersonRow":
        person = involvement.person
        return cls(
            known_as=person.known_as,
            born=born_words(person.date_of_birth, person.birth_precision, on=on),
            area=person.area.name if person.area else "–",
            agency=involvement.agency.name,
            since=day(involvement.starts_on),
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
    def of(cls, candidate: Candidate, *, on: date, is_open: bool = True) -> "CandidateCard":
        person, verdict = candidate.person, candidate.ranked.verdict
        area = person.area.name if person.area else ""
        born = born_words(person.date_of_birth, person.birth_precision, on=on)
        return cls(
            pk=str(person.pk),
            name=person.known_as,
            facts=" · ".join(filter(None, (born, area))),
            likeness=str(verdict.likeness),
            reasons=tuple(
                {"text": reason.words, "agrees": agrees(reason.level.name)}
                for reason in verdict.reasons
            ),
            is_strong=verdict.likeness == Likeness.VERY_LIKELY,
            href=reverse("people:person", args=[person.pk]) if is_open else "",
        )


def agrees(level: str) -> str:
    """Return whether a finding speaks for one person, against it, or a little for it."""
    if level in AGREEING:
        return "yes"
    return "no" if level in DISAGREEING else "partly"


def day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else "not known"
