"""People as lines of a list, and as candidates for the one being typed."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from whitebeam.people.models import Involvement, Person
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
            born=born(person, on=on),
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
            href=reverse("people:person", args=[person.pk]) if is_open else "",
        )


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


def birth_words(person: Person) -> str:
    """Return the date of birth as the record holds it, for a worker who corrects it."""
    birth = person.date_of_birth
    if birth is None:
        return "Not known"
    if person.birth_precision == Person.BirthPrecision.YEAR:
        return str(birth.year)
    about = "About " if person.birth_precision == Person.BirthPrecision.ESTIMATE else ""
    return f"{about}{day(birth)}"
