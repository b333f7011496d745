"""Files that show what was done: added while an action is open, held until they are checked."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.actions import policy
from whitebeam.actions.events import Happened
from whitebeam.actions.models import Evidence
from whitebeam.actions.services import moving
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

TABLE = Evidence._meta.db_table
MOST = 5


@transaction.atomic
def add_evidence(
    action_id: UUID, *, upload: Upload, keeping: Keeping, by: User, at: datetime
) -> Evidence:
    """Add a file to an open action.

    :raises Refused: if it is not hers to report, the kind, size or number is too much, it is
        damaged, or harmful
    """
    action = moving.locked(action_id, among=policy.reportable_by(by))
    require_room(upload, among=action.files.all(), most=MOST)
    evidence = Evidence(id=uuid4(), action=action, added_by=by, added_at=at)
    try:
        kind = take(upload, into=evidence, keeping=keeping)
    except Harmful:
        audit.record(verb=Happened.EVIDENCE_REFUSED, subject=action)
        raise
    evidence.save(force_insert=True)
    audit.record(verb=Happened.EVIDENCE_ADDED, subject=evidence, kind=kind.code)
    return evidence


@transaction.atomic
def remove_evidence(evidence_id: UUID, *, shelf: Shelf, by: User, at: datetime) -> None:
    """Take a file out again, and off the shelf, while the action is open.

    :raises Refused: if somebody else added it, or the action is closed
    """
    evidence = policy.evidence_removable_by(by).filter(pk=evidence_id).first()
    if evidence is None:
        raise Refused("Only whoever added a file takes it out, and only while the action is open")
    take_off(evidence, shelf=shelf, at=at)
    audit.record(verb=Happened.EVIDENCE_REMOVED, subject=evidence)


def open_evidence(evidence: Evidence, *, shelf: Shelf) -> bytes:
    """Return the clean copy of a checked file, once the reading is in the audit.

    :raises Refused: if it is not checked, or no longer on the shelf
    """
    if evidence.state != Evidence.State.CLEAN:
        audit.record(verb=Happened.EVIDENCE_OPENED, subject=evidence, decision=Decision.REFUSED)
        raise Refused("This file is held until it has been checked")
    audit.record_reading(verb=Happened.EVIDENCE_OPENED, subject=evidence, classes=(Class.F6,))
    return opened(evidence, shelf=shelf)


def check_held(evidence: Evidence, *, keeping: Keeping, at: datetime) -> Evidence.State:
    """Look at a file that is held, as the process *documents*: the web role clears nothing."""
    if settle(evidence, keeping=keeping, at=at):
        audit.record(verb=Happened.EVIDENCE_CHECKED, subject=evidence, state=str(evidence.state))
    return Evidence.State(evidence.state)
