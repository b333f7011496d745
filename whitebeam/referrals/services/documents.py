"""Files sent with a referral: taken, made clean, held until checked, opened with a trace.

A picture or text that we wrote anew may be opened when no malware scanner is set up; a PDF, whose
streams stay as they came, is held until a scanner has looked at it (docs/workflows/referral.md).
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Sum

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.referrals import policy
from whitebeam.referrals.events import Happened
from whitebeam.referrals.files.cleaning import cleaned
from whitebeam.referrals.files.scanning import Verdict, scan
from whitebeam.referrals.files.shelf import CLEAN, ORIGINAL, Shelf
from whitebeam.referrals.models import Document
from whitebeam.referrals.rules.file_kinds import (
    LARGEST,
    LARGEST_ALTOGETHER,
    Kind,
    NotTaken,
    kind_of,
    kind_with,
)
from whitebeam.referrals.services.drafting import locked_draft
from whitebeam.referrals.tasks import check_soon

LONGEST_NAME = 120
# One byte more than is taken, so that what is too large is seen to be.
LARGEST_READ = LARGEST + 1
HARMFUL = "Something harmful was found in it"


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


@transaction.atomic
def add_document(
    draft_id: UUID, *, upload: Upload, most: int, keeping: Keeping, by: User, at: datetime
) -> Document:
    """Take a file into a draft: its sealed original, and a clean copy made from it.

    :raises Refused: if the kind, size or number is too much, it is damaged, or harmful
    """
    draft = locked_draft(draft_id, by=by)
    held = draft.documents.filter(removed_at=None)
    if held.count() >= most:
        raise Refused(f"You can add {most} documents. Remove one first")
    total = held.aggregate(total=Sum("size"))["total"] or 0
    if total + len(upload.data) > LARGEST_ALTOGETHER:
        raise Refused("All documents together must be smaller than 30 MB")
    kind, copy = _made_clean(upload)
    verdict = scan(upload.data, address=keeping.scanner)
    document = Document(
        id=uuid4(),
        draft=draft,
        name=_shown_name(upload.name),
        content_type=kind.content_type,
        size=len(upload.data),
        sha256=hashlib.sha256(upload.data).hexdigest(),
        stored_as=secrets.token_hex(24),
        added_by=by,
        added_at=at,
    )
    if verdict is Verdict.INFECTED:
        audit.record(verb=Happened.DOCUMENT_REFUSED, subject=document, kind=kind.code)
        raise Refused("This file was refused: something harmful was found in it")
    for name, data in ((ORIGINAL, upload.data), (CLEAN, copy)):
        keeping.shelf.put(document.stored_as, document=document.pk, copy=name, data=data)
    document.save(force_insert=True)
    audit.record(verb=Happened.DOCUMENT_ADDED, subject=document, kind=kind.code)
    transaction.on_commit(check_soon)
    return document


@transaction.atomic
def remove_document(document_id: UUID, *, shelf: Shelf, by: User, at: datetime) -> None:
    """Take a file out of a draft again, and off the shelf.

    :raises Refused: if it is not in a draft of the worker's any more
    """
    document = Document.objects.filter(
        pk=document_id, draft__in=policy.drafts_of(by), removed_at=None
    ).first()
    if document is None:
        raise Refused("This document has been sent or removed already")
    document.removed_at = at
    document.save(update_fields=["removed_at", "updated_at"])
    audit.record(verb=Happened.DOCUMENT_REMOVED, subject=document)
    transaction.on_commit(lambda: shelf.remove(document.stored_as))


def open_document(document: Document, *, shelf: Shelf) -> bytes:
    """Return the clean copy of a checked document, once the reading is in the audit.

    :raises Refused: if it is not checked, or no longer on the shelf
    """
    if document.state != Document.State.CLEAN:
        raise Refused("This document is held until it has been checked")
    audit.record_reading(verb=Happened.DOCUMENT_OPENED, subject=document, classes=(Class.F6,))
    try:
        return shelf.get(document.stored_as, document=document.pk, copy=CLEAN)
    except FileNotFoundError:
        raise Refused("This document is not on the shelf any more") from None


def check_held(document: Document, *, keeping: Keeping, at: datetime) -> Document.State:
    """Look at a document that is held, as the process *documents*: the web role clears nothing.

    Without a scanner, what we wrote anew is clean and the rest stays held.
    """
    data = keeping.shelf.get(document.stored_as, document=document.pk, copy=ORIGINAL)
    verdict = scan(data, address=keeping.scanner)
    needs_no_scan = kind_with(document.content_type).is_remade and not keeping.scanner
    if verdict is Verdict.NOT_SCANNED and not needs_no_scan:
        return Document.State.HELD
    document.checked_at = at
    document.state = Document.State.CLEAN
    if verdict is Verdict.INFECTED:
        document.state, document.why_refused = Document.State.REFUSED, HARMFUL
    document.save(update_fields=["state", "why_refused", "checked_at", "updated_at"])
    audit.record(verb=Happened.DOCUMENT_CHECKED, subject=document, state=str(document.state))
    return Document.State(document.state)


def _made_clean(upload: Upload) -> tuple[Kind, bytes]:
    try:
        kind = kind_of(name=upload.name, data=upload.data)
        return kind, cleaned(upload.data, kind=kind)
    except NotTaken as reason:
        raise Refused(str(reason)) from None


def _shown_name(name: str) -> str:
    plain = "".join(letter for letter in name if letter.isprintable()).strip()
    return plain[-LONGEST_NAME:] or "Document"
