"""Files sent with a referral: taken, made clean, held until checked, opened with a trace.

A picture or text that we wrote anew may be opened when no malware scanner is set up; a PDF, whose
streams stay as they came, is held until a scanner has looked at it (docs/workflows/referral.md).
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.audit.models import Decision
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import (
    HARMFUL,
    Harmful,
    Keeping,
    Upload,
    opened,
    require_room,
    settle,
    take,
    take_off,
)
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.referrals import policy
from whitebeam.referrals.events import Happened
from whitebeam.referrals.models import Document
from whitebeam.referrals.services.drafting import locked_draft
from whitebeam.referrals.tasks import check_soon

TABLE = Document._meta.db_table


@transaction.atomic
def add_document(
    draft_id: UUID, *, upload: Upload, most: int, keeping: Keeping, by: User, at: datetime
) -> Document:
    """Take a file into a draft: its sealed original, and a clean copy made from it.

    :raises Refused: if the kind, size or number is too much, it is damaged, or harmful
    """
    draft = locked_draft(draft_id, by=by)
    require_room(upload, among=draft.documents.all(), most=most)
    document = Document(id=uuid4(), draft=draft, added_by=by, added_at=at)
    try:
        kind = take(upload, into=document, keeping=keeping)
    except Harmful:
        audit.record(verb=Happened.DOCUMENT_REFUSED, subject=document)
        raise
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
    take_off(document, shelf=shelf, at=at)
    audit.record(verb=Happened.DOCUMENT_REMOVED, subject=document)


def open_document(document: Document, *, shelf: Shelf) -> bytes:
    """Return the clean copy of a checked document, once the reading is in the audit.

    :raises Refused: if it is not checked, or no longer on the shelf
    """
    if document.state != Document.State.CLEAN:
        audit.record(verb=Happened.DOCUMENT_OPENED, subject=document, decision=Decision.REFUSED)
        raise Refused("This document is held until it has been checked")
    audit.record_reading(verb=Happened.DOCUMENT_OPENED, subject=document, classes=(Class.F6,))
    return opened(document, shelf=shelf)


def check_held(document: Document, *, keeping: Keeping, at: datetime) -> Document.State:
    """Look at a document that is held, as the process *documents*: the web role clears nothing.

    Without a scanner, what we wrote anew is clean and the rest stays held.
    """
    if settle(document, keeping=keeping, at=at, if_refused={"why_refused": HARMFUL}):
        audit.record(verb=Happened.DOCUMENT_CHECKED, subject=document, state=str(document.state))
    return Document.State(document.state)
