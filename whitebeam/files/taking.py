"""Taking a file in: its sealed original and a clean copy on the shelf; and looking at it again.

Each app keeps the row of its own documents and says who opens them. A picture or text that was
written anew may be opened when no malware scanner is set up; a PDF, whose streams stay as they
came, is held until a scanner has looked at it.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum

from whitebeam.files.cleaning import cleaned
from whitebeam.files.kinds import LARGEST, LARGEST_ALTOGETHER, Kind, NotTaken, kind_of, kind_with
from whitebeam.files.models import KeptFile
from whitebeam.files.scanning import Verdict, scan
from whitebeam.files.shelf import CLEAN, ORIGINAL, Shelf
from whitebeam.kernel.errors import Refused

LONGEST_NAME = 120
# One byte more than is taken, so that what is too large is seen to be.
LARGEST_READ = LARGEST + 1
HARMFUL = "Something harmful was found in it"


class Harmful(Refused):
    """The scanner found something; nothing was kept."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was chosen."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where files are kept and who scans them; the address is empty where nobody does."""

    shelf: Shelf
    scanner: str = ""


def require_room(upload: Upload, *, among: QuerySet[Any], most: int) -> None:
    """Let one more file in only while the number and the size of all together allow it.

    :raises Refused: if it is one too many, or all together are too large
    """
    held = among.filter(removed_at=None)
    if held.count() >= most:
        raise Refused(f"You can add {most} documents. Remove one first")
    size = held.aggregate(total=Sum("size"))["total"] or 0
    if size + len(upload.data) > LARGEST_ALTOGETHER:
        raise Refused("All documents together must be smaller than 30 MB")


def take(upload: Upload, *, into: KeptFile, keeping: Keeping) -> Kind:
    """Put a file on the shelf, as it came and made clean, and fill in the row of its document.

    :raises Harmful: if the scanner found something in it
    :raises Refused: if its kind or size is not taken, or it is damaged
    """
    try:
        kind = kind_of(name=upload.name, data=upload.data)
        copy = cleaned(upload.data, kind=kind)
    except NotTaken as reason:
        raise Refused(str(reason)) from None
    if scan(upload.data, address=keeping.scanner) is Verdict.INFECTED:
        raise Harmful("This file was refused: something harmful was found in it")
    into.name, into.content_type, into.size = (
        _shown_name(upload.name),
        kind.content_type,
        len(upload.data),
    )
    into.sha256 = hashlib.sha256(upload.data).hexdigest()
    into.stored_as = secrets.token_hex(24)
    for name, data in ((ORIGINAL, upload.data), (CLEAN, copy)):
        keeping.shelf.put(into.stored_as, document=into.pk, copy=name, data=data)
    return kind


def take_off(row: KeptFile, *, shelf: Shelf, at: datetime) -> None:
    """Take a file out again; both copies leave the shelf once that is certain."""
    row.removed_at = at
    row.save(update_fields=["removed_at", "updated_at"])
    transaction.on_commit(lambda: shelf.remove(row.stored_as))


def settle(
    row: KeptFile, *, keeping: Keeping, at: datetime, if_refused: Mapping[str, str] | None = None
) -> bool:
    """Look at a file that is held, and say whether it is now clean or refused.

    `if_refused` are the fields that the app's own row fills in then.
    """
    verdict = _look_again(row, keeping=keeping)
    if verdict is None:
        return False
    changed = ["state", "checked_at", "updated_at"]
    row.checked_at, row.state = at, KeptFile.State.CLEAN
    if verdict is Verdict.INFECTED:
        row.state = KeptFile.State.REFUSED
        for name, value in (if_refused or {}).items():
            setattr(row, name, value)
            changed.append(name)
    row.save(update_fields=changed)
    return True


def opened(row: KeptFile, *, shelf: Shelf) -> bytes:
    """Return the clean copy of a checked document.

    :raises Refused: if it is no longer on the shelf
    """
    try:
        return shelf.get(row.stored_as, document=row.pk, copy=CLEAN)
    except FileNotFoundError:
        raise Refused("This document is not on the shelf any more") from None


def _look_again(row: KeptFile, *, keeping: Keeping) -> Verdict | None:
    """Say what a held document is now: clean, infected, or None where it stays held.

    Without a scanner, what was written anew is clean and the rest stays held.
    """
    data = keeping.shelf.get(row.stored_as, document=row.pk, copy=ORIGINAL)
    verdict = scan(data, address=keeping.scanner)
    if verdict is Verdict.NOT_SCANNED:
        needs_no_scan = kind_with(row.content_type).is_remade and not keeping.scanner
        return Verdict.CLEAN if needs_no_scan else None
    return verdict


def _shown_name(name: str) -> str:
    plain = "".join(letter for letter in name if letter.isprintable()).strip()
    return plain[-LONGEST_NAME:] or "Document"
