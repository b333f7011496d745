"""What was sent to another MARAC, in words: the list for whoever sent it, and the package."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from whitebeam.govuk.moments import moment
from whitebeam.govuk.printed import Printed, Section
from whitebeam.marac.models import Package, PackageItem, Transfer
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
        if package.opened_at and package.opened_by:
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


def _move(transfer: Transfer) -> Section:
    heard = "Heard here already" if transfer.was_heard else "Not heard here yet"
    sent_round = "circulated already" if transfer.was_circulated else "not circulated yet"
    return Section(
        "The move",
        (
            f"Is the move for good? {transfer.get_move_display()}",
            f"{heard}, {sent_round}",
            f"Her adviser here: {transfer.our_idva or 'not named'}",
            f"Her adviser there: {transfer.their_idva or 'not named yet'}",
        ),
        (str(transfer.reason),),
    )


def _section(item: PackageItem) -> Section:
    packed = read(str(item.content))
    paragraphs, lines = in_words(packed)
    return Section(f"{packed.title} – {packed.controller}", lines, paragraphs)
