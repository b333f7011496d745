"""Conflict blocks in words: by reference and part, never by name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from whitebeam.accounts.models import User
from whitebeam.casefile.queries.guardian_blocks import HeldBlock, type_of_block
from whitebeam.partners.models import SharingAgreement
from whitebeam.referrals.models import CaseBlock, Part

SPOKEN_OF = (Part.Kind.VICTIM, Part.Kind.CHILD, Part.Kind.PERPETRATOR, Part.Kind.OTHER)


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block in force, with what this guardian may do about it."""

    about: str
    what: str
    against: str
    since: str
    reason: str
    state: str
    colour: str
    ask_href: str
    agree_href: str

    @classmethod
    def of(cls, held: HeldBlock, *, reader: User) -> "BlockRow":
        block = held.block
        place = "case" if isinstance(block, CaseBlock) else "person"
        is_asked = block.lifted_by_id is not None
        return cls(
            about=_references(held),
            what=_what(held),
            against=_against(block),
            since=_day(timezone.localdate(block.set_at)),
            reason=str(block.reason) if block.set_by_id == reader.pk else "",
            state="Lifting was asked for" if is_asked else "In force",
            colour="yellow" if is_asked else "grey",
            ask_href="" if is_asked else reverse(f"guardian:ask_to_lift_{place}", args=[block.pk]),
            agree_href=(
                reverse(f"guardian:agree_to_lift_{place}", args=[block.pk])
                if held.may_agree
                else ""
            ),
        )


@dataclass(frozen=True, slots=True)
class PartRow:
    """A person in a referral, by the part they play."""

    pk: UUID
    label: str
    log_href: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An agreement to look at again."""

    name: str
    note: str
    is_late: bool
    href: str

    @classmethod
    def of(cls, agreement: SharingAgreement, *, on: date) -> "ReviewRow":
        ends = "Ended" if agreement.ends_on < on else "Ends"
        note = f"Review by {_day(agreement.review_on)}. {ends} {_day(agreement.ends_on)}."
        return cls(
            name=agreement.name,
            note=note,
            is_late=min(agreement.review_on, agreement.ends_on) < on,
            href=reverse("partners:agreement", args=[agreement.pk]),
        )


def part_rows(parts: Iterable[Part]) -> list[PartRow]:
    """Return the parts of one referral, numbered where several play the same."""
    return [
        PartRow(part.pk, label, reverse("guardian:person", args=[part.person_id]))
        for part, label in _labelled(parts)
    ]


def _labelled(parts: Iterable[Part]) -> list[tuple[Part, str]]:
    ordered = sorted(parts, key=lambda part: SPOKEN_OF.index(Part.Kind(part.kind)))
    many, counted = Counter(part.kind for part in ordered), Counter[str]()
    labelled = []
    for part in ordered:
        counted[part.kind] += 1
        number = f" {counted[part.kind]}" if many[part.kind] > 1 else ""
        labelled.append((part, f"{part.get_kind_display()}{number}"))
    return labelled


def _references(held: HeldBlock) -> str:
    if isinstance(held.block, CaseBlock):
        return held.block.referral.reference
    return ", ".join(sorted({part.referral.reference for part in held.parts}))


def _what(held: HeldBlock) -> str:
    if isinstance(held.block, CaseBlock):
        people = "1 person" if len(held.parts) == 1 else f"{len(held.parts)} people"
        return f"The whole referral, {people} in it"
    kinds = {part.get_kind_display() for part in held.parts}
    return ", ".join(sorted(kinds)) or "A person whose referral has ended"


def _against(block: type_of_block) -> str:
    if block.user:
        return block.user.name
    if block.team:
        return f"{block.team.name}, {block.team.agency.name}"
    return block.agency.name if block.agency else ""


def _day(on: date) -> str:
    return date_format(on, "j F Y")
