"""The document of another tool's result: taken into a draft, held until it is checked.

It is kept with the assessment once that is signed, and read by whoever reads the assessment.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.audit.models import Decision
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import (
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
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.models import ResultDocument
from whitebeam.risk.services.assessing import locked_draft

TABLE = ResultDocument._meta.db_table
MOST = 3


@transaction.atomic
def add_document(
    assessment_id: UUID, *, upload: Upload, keeping: Keeping, by: User, at: datetime
) -> ResultDocument:
    """Take the document of a result into a draft.

    :raises Refused: if the kind, size or number is too much, it is damaged, or harmful
    """
    draft = locked_draft(assessment_id, by=by)
    require_room(upload, among=draft.documents.all(), most=MOST)
    document = ResultDocument(id=uuid4(), assessment=draft, added_by=by, added_at=at)
    try:
        kind = take(upload, into=document, keeping=keeping)
    except Harmful:
        audit.record(verb=Happened.DOCUMENT_REFUSED, subject=draft, person_id=draft.victim_id)
        raise
    document.save(force_insert=True)
    audit.record(
        verb=Happened.DOCUMENT_ADDED,
        subject=document,
        person_id=draft.victim_id,
        kind=kind.code,
    )
    return document


@transaction.atomic
def remove_document(document_id: UUID, *, shelf: Shelf, by: User, at: datetime) -> None:
    """Take a document out of a draft again, and off the shelf.

    :raises Refused: if it is not in a draft of the worker's any more
    """
    rows = ResultDocument.objects.filter(assessment__in=policy.drafts_of(by), removed_at=None)
    document = rows.filter(pk=document_id).first()
    if document is None:
        raise Refused("This document was signed or removed already")
    take_off(document, shelf=shelf, at=at)
    audit.record(verb=Happened.DOCUMENT_REMOVED, subject=document)


def open_document(document: ResultDocument, *, shelf: Shelf) -> bytes:
    """Return the clean copy of a checked document, once the reading is in the audit.

    :raises Refused: if it is not checked, or no longer on the shelf
    """
    if document.state != ResultDocument.State.CLEAN:
        audit.record(
            verb=Happened.DOCUMENT_OPENED,
            subject=document,
            person_id=document.assessment.victim_id,
            decision=Decision.REFUSED,
        )
        raise Refused("This document is held until it has been checked")
    audit.record_reading(
        verb=Happened.DOCUMENT_OPENED,
        subject=document,
        person_id=document.assessment.victim_id,
        classes=(Class.F6,),
    )
    return opened(document, shelf=shelf)


def check_held(document: ResultDocument, *, keeping: Keeping, at: datetime) -> ResultDocument.State:
    """Look at a document that is held, as the process *documents*: the web role clears nothing."""
    if settle(document, keeping=keeping, at=at):
        audit.record(verb=Happened.DOCUMENT_CHECKED, subject=document, state=str(document.state))
    return ResultDocument.State(document.state)
