"""The cards of a person's page, each a list of one kind of fact."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from whitebeam.kernel.births import birth_words
from whitebeam.kernel.clocks import LONDON
from whitebeam.people.models import (
    EarlierBirth,
    Flag,
    HouseholdMember,
    Involvement,
    Name,
    Person,
    Relationship,
    WarningNote,
)
from whitebeam.people.presenters.contact import (
    contact_hint,
    contact_text,
    need_hint,
    need_text,
)
from whitebeam.people.presenters.rows import day
from whitebeam.people.queries.file import PersonFile

# Flags that a rule raises go by a code; what a worker typed stands as it was typed.
FLAGS = {"REPEAT": "Repeat", "HIGH_RISK": "High risk"}
# What the other is to her, where the tie was written from her side.
TURNED = {
    Relationship.Kind.PARENT: "Child",
    Relationship.Kind.CHILD: "Parent",
    Relationship.Kind.GRANDPARENT: "Grandchild",
    Relationship.Kind.CARER: "Cared for by this person",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a card: what, more in small, where it leads and where it ends."""

    text: str
    hint: str = ""
    href: str = ""
    end: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A titled list of one kind of fact, and where another is added."""

    title: str
    items: tuple[Item, ...]
    empty: str
    add: str = ""
    add_text: str = ""
    note: str = ""
    ask: str = ""


def cards_of(file: PersonFile) -> tuple[Card, ...]:
    """Return the cards in the order in which a worker needs them."""
    return (
        _needs(file),
        _names(file),
        _contact_points(file),
        _household(file),
        _relationships(file),
        _flags(file),
        Card("Your agencies' work with her", tuple(map(_involvement, file.involvements)), "None"),
        Card(
            "Records found to be the same person",
            tuple(Item(one.known_as, href=_person(one)) for one in file.same_person),
            "None that you may see",
            ask=reverse("matches:ask", args=[file.person.pk]),
        ),
    )


def _needs(file: PersonFile) -> Card:
    return Card(
        "What she needs to be heard",
        tuple(Item(need_text(n), need_hint(n), end=_end(file, "need", n.pk)) for n in file.needs),
        "Nothing recorded. Ask before the first conversation.",
        _add(file, "add_need"),
        "Add a need",
    )


def _names(file: PersonFile) -> Card:
    return Card(
        "Names and dates of birth",
        (*(_name(name, file) for name in file.names), *map(_birth, file.earlier_births)),
        "No names recorded",
        _add(file, "add_name"),
        "Add a name",
    )


def _birth(earlier: EarlierBirth) -> Item:
    was = birth_words(earlier.date_of_birth, earlier.birth_precision)
    corrected = day(earlier.corrected_at.astimezone(LONDON).date())
    return Item(
        f"Date of birth was: {was}", f"Corrected by {earlier.recorded_by.name}, {corrected}"
    )


def _contact_points(file: PersonFile) -> Card:
    return Card(
        "Phones, e-mails and addresses",
        tuple(
            Item(contact_text(p), contact_hint(p), end=_end(file, "contact-point", p.pk))
            for p in file.contact_points
        ),
        "None recorded",
        _add(file, "add_contact_point"),
        "Add a phone, e-mail or address",
        "Having a number is no leave to use it: see safe contact.",
    )


def _household(file: PersonFile) -> Card:
    return Card(
        "Household",
        tuple(_member(m, file) for m in file.household if m.person_id != file.person.pk),
        "Nobody else recorded",
        _add(file, "add_to_household"),
        "Add someone who lives with her",
    )


def _relationships(file: PersonFile) -> Card:
    return Card(
        "Relationships",
        tuple(_tie(tie, file) for tie in file.relationships),
        "None recorded that you may see",
        _add(file, "add_relationship"),
        "Add a relationship",
    )


def _flags(file: PersonFile) -> Card:
    return Card(
        "Flags",
        tuple(_flag(flag, file) for flag in file.flags),
        "None",
        _add(file, "add_flag"),
        "Raise a flag",
    )


def _name(name: Name, file: PersonFile) -> Item:
    text = " ".join(filter(None, (name.given, name.middle, name.family)))
    if name.ended_on:
        return Item(text, f"{name.get_kind_display()}, until {day(name.ended_on)}")
    return Item(text, name.get_kind_display(), end=_end(file, "name", name.pk))


def _tie(tie: Relationship, file: PersonFile) -> Item:
    is_hers = tie.other_id == file.person.pk
    other = tie.person if is_hers else tie.other
    turned = TURNED.get(Relationship.Kind(tie.kind), tie.get_kind_display())
    hint = (
        tie.get_kind_display() if is_hers else turned,
        f"since {day(tie.starts_on)}" if tie.starts_on else "",
        f"until {day(tie.ended_on)}" if tie.ended_on else "",
        f"from {tie.source}" if tie.source else "",
    )
    return Item(
        other.known_as,
        " · ".join(filter(None, hint)),
        href=_person(other),
        end="" if tie.ended_on else _end(file, "relationship", tie.pk),
    )


def _member(member: HouseholdMember, file: PersonFile) -> Item:
    hint = (
        f"since {day(member.starts_on)}" if member.starts_on else "",
        f"from {member.source}" if member.source else "",
    )
    return Item(
        member.person.known_as,
        " · ".join(filter(None, hint)),
        href=_person(member.person),
        end=_end(file, "household", member.pk),
    )


def _flag(flag: Flag, file: PersonFile) -> Item:
    hint = f"{day(flag.starts_on)} to {day(flag.ends_on)} · ask {flag.contact}"
    end = _end(file, "flag", flag.pk) if flag.recorded_by_id in file.keeping else ""
    return Item(flag_name(flag), f"{hint} · {flag.recorded_by.name}", end=end)


def flag_name(flag: Flag) -> str:
    return FLAGS.get(flag.kind, flag.kind)


def warning_item(note: WarningNote, file: PersonFile) -> Item:
    told = "She was told" if note.was_person_told else "She was not told"
    hint = (
        f"Basis: {note.basis} · {told} · {note.recorded_by.name} · "
        f"review {day(note.review_on)}, ends {day(note.ends_on)}"
    )
    if note.recorded_by_id not in file.keeping:
        return Item(str(note.text), hint)
    change = reverse("people:renew_warning", args=[file.person.pk, note.pk])
    return Item(str(note.text), hint, end=_end(file, "warning", note.pk), change=change)


def _involvement(one: Involvement) -> Item:
    hint = (
        f"{one.get_capacity_display()} · {one.get_purpose_display()} · since {day(one.starts_on)}"
    )
    if one.agreement:
        hint += f" · under an agreement until {day(one.agreement.ends_on)}"
    return Item(one.agency.name, hint)


def _person(person: Person) -> str:
    return reverse("people:person", args=[person.pk])


def _end(file: PersonFile, what: str, row: UUID) -> str:
    return reverse("people:end", args=[file.person.pk, what, row]) if file.may_keep else ""


def _add(file: PersonFile, name: str) -> str:
    return reverse(f"people:{name}", args=[file.person.pk]) if file.may_keep else ""
