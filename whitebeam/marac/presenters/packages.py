"""What was sent to another MARAC, in words: the list for whoever sent it, and the package."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from whitebeam.govuk.moments import moment
from whitebeam.govuk.printed import Printed, Section
from whitebeam.marac.models import Package, PackageItem, Transfer, TransferNote
from whitebeam.marac.queries.packing import in_words
from whitebeam.marac.rules.packing import read

PURPOSE = (
    "Sent from coordinator to coordinator to keep her safe. Ask whose it is before using it"
    " otherwise, and assess the risk again where she lives now."
)
WITHHELD = "Her address is withheld. It is not in here, and nobody may ask around for it."
OPEN = "Her address is not withheld."


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One package in a list."""

    pk: str
    title: str
    holds: str
    sent: str
    opened: str
    is_outside: bool

    @classmethod
    def of(cls, package: Package, *, now: datetime) -> "PackageRow":
        names = dict(PackageItem.Part.choices)
        opened = "Not opened yet"
        if package.transfer.declined_at:
            opened = f"They say that it is not theirs: {package.transfer.declined_why}"
        elif package.opened_at and package.opened_by:
            opened = f"First opened {moment(package.opened_at, now=now)}, {package.opened_by.name}"
        return cls(
            pk=str(package.pk),
            title=f"Package {package.number} to {package.transfer.other_marac}",
            holds=", ".join(names[part] for part in package.parts),
            sent=f"Sent {moment(package.sent_at, now=now)}, {package.sent_by.name}",
            opened=opened,
            is_outside=package.transfer.to_panel_id is None,
        )


@dataclass(frozen=True, slots=True)
class Note:
    """A word between two coordinators."""

    who: str
    when: str
    words: str

    @classmethod
    def of(cls, note: TransferNote, *, now: datetime) -> "Note":
        who = f"{note.by.name}, {note.agency.name}"
        return cls(who, moment(note.at, now=now), str(note.words))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case that waits to be taken on, with what the two coordinators wrote."""

    pk: str
    package_pk: str
    title: str
    to: str
    facts: tuple[str, ...]
    notes: tuple[Note, ...]

    @classmethod
    def of(cls, package: Package, notes: Iterable[TransferNote], *, now: datetime) -> "Arrival":
        transfer = package.transfer
        return cls(
            pk=str(transfer.pk),
            package_pk=str(package.pk),
            title=f"Case {package.reference}, from {package.from_marac}",
            to=transfer.other_marac,
            facts=(f"Sent {moment(package.sent_at, now=now)}", *facts_of(transfer)),
            notes=tuple(Note.of(one, now=now) for one in notes),
        )


@dataclass(frozen=True, slots=True)
class PackageSheet:
    """One package, ready to read and to print."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, package: Package, items: Iterable[PackageItem], *, now: datetime) -> "PackageSheet":
        transfer = package.transfer
        return cls(
            title=f"Case {package.reference}, from {package.from_marac}",
            lead=(
                f"To {transfer.other_marac}, sent {moment(package.sent_at, now=now)}",
                WITHHELD if package.is_address_withheld else OPEN,
                PURPOSE,
            ),
            sections=(_move(transfer), *map(_section, items)),
        )

    def printed(self, *, mark: str) -> Printed:
        """Return the document to print, marked with who asked for it and when."""
        return Printed(self.title, mark, self.lead, self.sections)


def facts_of(transfer: Transfer) -> tuple[str, ...]:
    """Return what was asked of the move, in lines."""
    heard = "Heard there already" if transfer.was_heard else "Not heard there yet"
    sent_round = "circulated already" if transfer.was_circulated else "not circulated yet"
    return (
        f"Is the move for good? {transfer.get_move_display()}",
        f"{heard}, {sent_round}",
        f"Her adviser where it comes from: {transfer.our_idva or 'not named'}",
        f"Her adviser where it goes: {transfer.their_idva or 'not named yet'}",
    )


def _move(transfer: Transfer) -> Section:
    return Section("The move", facts_of(transfer), (str(transfer.reason),))


def _section(item: PackageItem) -> Section:
    packed = read(str(item.content))
    paragraphs, lines = in_words(packed)
    return Section(f"{packed.title} – {packed.controller}", lines, paragraphs)
