"""What goes with a case to another MARAC: put together, written down as sent, opened by them alone.

Each thing in it has its line in the ledger: whose it is, on what basis, to which MARAC, by whom it
was decided. Where her address is withheld, nothing in it says where she is.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened, Researched
from whitebeam.marac.models import (
    Case,
    Disclosure,
    GuestAccess,
    Package,
    PackageItem,
    Recipient,
    Transfer,
)
from whitebeam.marac.queries import packing, sharing
from whitebeam.marac.queries.packing import Owned
from whitebeam.marac.rules.packing import says_where, without_places, written
from whitebeam.marac.services.ledger import usual_basis

NECESSITY = "She moves into their area, and they need it to keep her safe there."
PROPORTIONALITY = "What this case holds for its meeting, and no more."
WITHHELD = " Her address is withheld."
# Every agency of the case and guardians read its ledger: where she went hints at where she is.
ANOTHER_MARAC = "Another MARAC"
DECLINED = "They declined it: bring it back."


def pack(transfer: Transfer, *, parts: Collection[str], by: User, at: datetime) -> Package | None:
    """Write down what goes to the other MARAC, each thing with its line; none if nothing goes.

    :raises Refused: if a part is named that no package has
    """
    if not set(parts) <= set(PackageItem.Part.values):
        raise Refused("Select what goes with it")
    case = transfer.case
    going = [one for one in packing.everything(by, case) if one.packed.part in parts]
    if not going:
        return None
    package = Package.objects.create(
        case=case,
        transfer=transfer,
        number=transfer.packages.count() + 1,
        reference=case.reference,
        from_marac=case.panel.name,
        parts=sorted({one.packed.part for one in going}),
        is_address_withheld=transfer.is_address_withheld,
        sent_at=at,
        sent_by=by,
    )
    places = packing.places_of(by, case) if transfer.is_address_withheld else None
    items = [_item(package, one, places, number) for number, one in enumerate(going)]
    PackageItem.objects.bulk_create(items)
    _write_lines(package, items, by=by, at=at)
    audit.record(
        verb=Happened.PACKAGE_SENT,
        subject=package,
        classes=(Class.F2, Class.F6),
        case=case.pk,
        items=len(items),
        parts=package.parts,
    )
    return package


def require_no_place(case: Case, reason: str, *, there: str, by: User) -> None:
    """Let a reason go that says neither where she is nor to which MARAC she went.

    :raises Refused: if it does
    """
    if says_where(reason, places=[*packing.places_of(by, case), there]):
        raise Refused("Why it goes says where she is, and her address is withheld. Take it out.")


@transaction.atomic
def send_more(*, case_id: UUID, parts: Collection[str], by: User, at: datetime) -> Package:
    """Send what the other MARAC still lacks, in a package of its own.

    :raises Refused: if no transfer stands, they declined it, nothing is chosen, or the case holds
        none of it
    """
    case = policy.coordinated_by(by).filter(pk=case_id).select_related("panel").first()
    transfer = packing.latest_transfer(case) if case else None
    if transfer is None:
        raise Refused("This case was not sent to another MARAC")
    if transfer.declined_at is not None:
        raise Refused(DECLINED)
    if not parts:
        raise Refused("Select what goes with it")
    package = pack(transfer, parts=parts, by=by, at=at)
    if package is None:
        raise Refused("The case holds none of what you chose")
    return package


@transaction.atomic
def note_opened(package: Package, *, by: User, at: datetime) -> None:
    """Keep when whoever it was sent to opened it first, and write that it was read."""
    received = policy.packages_received_by(by).select_for_update(of=("self",))
    mine = received.filter(pk=package.pk, opened_at=None).exclude(sent_by=by).first()
    if mine is not None:
        mine.opened_at, mine.opened_by = at, by
        mine.save(update_fields=["opened_at", "opened_by", "updated_at"])


def close(transfer: Transfer, *, at: datetime) -> None:
    """End the access of every guest to what was sent with a transfer."""
    accesses = GuestAccess.objects.filter(package__transfer=transfer, ended_at=None)
    for access in accesses:
        access.ended_at = at
        access.save(update_fields=["ended_at", "updated_at"])
        audit.record(verb=Researched.GUEST_ENDED, subject=access)


def _item(package: Package, owned: Owned, places: list[str] | None, position: int) -> PackageItem:
    packed = owned.packed if places is None else without_places(owned.packed, places=places)
    return PackageItem(
        case_id=package.case_id,
        package=package,
        part=packed.part,
        position=position,
        controller=owned.agency,
        content=written(packed),
    )


def _write_lines(package: Package, items: list[PackageItem], *, by: User, at: datetime) -> None:
    transfer, case = package.transfer, package.case
    there = transfer.to_panel.coordinated_by if transfer.to_panel else None
    more = WITHHELD if package.is_address_withheld else ""
    named_there = ANOTHER_MARAC if package.is_address_withheld else transfer.other_marac
    lines, received = [], []
    for item in items:
        cover = sharing.cover_of(item.controller, receivers={there.pk} if there else ())
        agreement = cover.each.get(there.pk) if there else None
        line = Disclosure(
            case=case,
            about_label=PackageItem._meta.label,
            about_id=item.pk,
            controller=item.controller,
            agreement=agreement,
            basis=usual_basis(item.controller),
            necessity=f"{NECESSITY} {transfer.reason}",
            proportionality=PROPORTIONALITY + more,
            decided_by=by,
            decided_at=at,
            to_marac=named_there,
        )
        lines.append(line)
        if there and there != item.controller:
            received.append(
                Recipient(disclosure=line, case=case, agency=there, agreement=agreement, at=at)
            )
    Disclosure.objects.bulk_create(lines)
    Recipient.objects.bulk_create(received)
    audit.record(
        verb=Researched.LEDGER_WRITTEN,
        subject=case,
        classes=(Class.F6,),
        lines=[line.pk for line in lines],
        basis="transfer",
    )
