"""One person's page, ready to print."""

from dataclasses import dataclass
from datetime import datetime

from whitebeam.kernel.births import born_words
from whitebeam.kernel.clocks import LONDON
from whitebeam.people.models import Person
from whitebeam.people.presenters.cards import Card, Item, cards_of, flag_name, warning_item
from whitebeam.people.presenters.contact import SafeLine, SafeStrip, safe_lines
from whitebeam.people.queries.file import PersonFile


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the page of a person prints."""

    pk: str
    known_as: str
    facts: str
    tags: tuple[dict[str, str], ...]
    strip: SafeStrip
    lines: tuple[SafeLine, ...]
    cards: tuple[Card, ...]
    warnings: tuple[Item, ...]
    may_keep: bool
    may_read_location: bool
    may_put_location: bool

    @classmethod
    def of(cls, file: PersonFile, *, now: datetime) -> "PersonPage":
        person, on = file.person, now.astimezone(LONDON).date()
        lines = safe_lines(file.safe_contacts, person=person, now=now)
        facts = (
            born_words(person.date_of_birth, person.birth_precision, on=on),
            person.get_sex_display() if person.sex != Person.Sex.NOT_KNOWN else "",
            person.pronouns,
            person.area.name if person.area else "",
        )
        return cls(
            pk=str(person.pk),
            known_as=person.known_as,
            facts=" · ".join(filter(None, facts)),
            tags=tuple({"text": flag_name(flag), "colour": "purple"} for flag in file.flags),
            strip=SafeStrip.of(lines),
            lines=lines,
            cards=cards_of(file),
            warnings=tuple(warning_item(note, file) for note in file.warnings),
            may_keep=file.may_keep,
            may_read_location=file.may_read_location,
            may_put_location=file.may_put_location,
        )
