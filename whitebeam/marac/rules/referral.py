"""What a referral to MARAC says, as a case keeps it. Pure: places of the form in, values out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

CONFIDENTIAL = "Withheld"


class Said(Protocol):
    """What was told, by places (referrals.rules.told)."""

    def text(self, place: str) -> str: ...
    def name(self, place: str) -> str: ...
    def choice(self, place: str, *, default: str = "") -> str: ...
    def chosen(self, place: str) -> tuple[str, ...]: ...


class Day(Protocol):
    """A date, as far as it is known."""

    @property
    def exact(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class GroundSaid:
    """A ground that the referrer named, with what speaks for it."""

    kind: str
    evidence: str


# Which answer speaks for which ground; one rests on a tool and what it came to.
BY_TOOL = "VISIBLE_HIGH_RISK"
EVIDENCE = {
    "PROFESSIONAL_JUDGEMENT": "marac.judgement",
    "POTENTIAL_ESCALATION": "marac.police_events",
    "REPEAT": "marac.new_abuse",
    "HIGH_RISK_OF_HARM": "marac.harm",
}


def grounds(said: Said) -> Iterator[GroundSaid]:
    """Yield every ground that was named."""
    for kind in said.chosen("marac.grounds"):
        yield GroundSaid(kind, _by_tool(said) if kind == BY_TOOL else said.text(EVIDENCE[kind]))


def _by_tool(said: Said) -> str:
    """Return which tool showed it and what it came to: a number never without its tool."""
    return ": ".join(filter(None, map(said.text, ("marac.risk_tool", "marac.risk_score"))))


def event_kind(said: Said, *, offered: Collection[str]) -> str:
    """Return what happened last, or nothing where the referrer does not know."""
    kind = said.choice("marac.event_kind")
    return kind if kind in offered else ""


def whole(day: Day | None) -> date | None:
    """Return a day only if all of it is known: no window can be counted from a month."""
    return day.exact if day else None


def of_victim(said: Said, *, born: str, is_confidential: bool) -> dict[str, str]:
    """Return the identifiers of the person harmed; a sealed address is never among them."""
    home = "\n".join(filter(None, (said.text("location.address"), said.text("location.postcode"))))
    return {
        "NAME": said.name("person.known_as"),
        "ALIASES": said.text("person.previous_names"),
        "DATE_OF_BIRTH": born,
        "ADDRESS": CONFIDENTIAL if is_confidential and home else home,
        "PHONE": said.text("safe_contact.phone"),
        "GP": said.text("person.gp"),
    }


def of_harmer(said: Said, *, born: str) -> dict[str, str]:
    """Return the identifiers of somebody who causes harm."""
    return {
        "NAME": said.name("harm_person.name"),
        "DATE_OF_BIRTH": born,
        "ADDRESS": said.text("harm_person.whereabouts"),
    }


def of_child(said: Said, *, born: str) -> dict[str, str]:
    """Return the identifiers of a child."""
    return {
        "NAME": said.name("child.name"),
        "DATE_OF_BIRTH": born,
        "SCHOOL": said.text("child.school"),
    }


def profile(
    said: Said, *, victim_age: int | None, harmer_ages: tuple[int, ...], children: int
) -> Mapping[str, object]:
    """Return what the national return counts about the case."""
    return {
        "sex": said.choice("person.sex", default="NOT_KNOWN"),
        "ethnicity": said.choice("equality.ethnicity"),
        "disability": said.choice("equality.disability"),
        "lgbt": said.choice("equality.lgbt"),
        "victim_age": victim_age,
        "harmer_ages": list(harmer_ages),
        "children": children,
    }


def in_words(day: date | None, about: str) -> str:
    """Return a date of birth as it is read: whole, or as much as is known."""
    return f"{day.day} {day:%B %Y}" if day else about
