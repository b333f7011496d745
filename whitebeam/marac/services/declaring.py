"""Conflicts: somebody knows a person of a case, and from that moment it does not exist for them.

Whoever declares it keeps nothing of the case. That it was done is a row of the case's history, and
stands in its minutes.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import Case, CaseBlock, ConflictDeclaration, Meeting
from whitebeam.marac.models.case import Participant
from whitebeam.marac.queries import conflicts
from whitebeam.marac.services import moving
from whitebeam.partners.models import Agency

NOT_THERE = "This case is not on your list"
RUNS = (Participant.Capacity.COORDINATOR, Participant.Capacity.CHAIR)
REASON = "conflict-declared"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody's conflict in a case: in what words, and who stands in for them."""

    case_id: UUID
    words: str
    representative: User | None = None
    meeting: Meeting | None = None


@transaction.atomic
def declare(*, conflict: Conflict, by: User, at: datetime) -> None:
    """Declare one's own conflict: the case vanishes for the user with this deed.

    :raises Refused: if she takes no part in it, says nothing, or names nobody where she must
    """
    case = _case(conflict.case_id, among=policy.visible_to(by))
    agency = conflicts.agency_in(by, case)
    leads = policy.visible_to(by, *RUNS).filter(pk=case.pk).exists()
    if leads and conflict.representative is None:
        raise Refused("Choose who takes your place in this case")
    if agency is None:
        raise Refused(NOT_THERE)
    _check(conflict, whose=by, agency=agency)
    moving.note(case, verb=Happened.CONFLICT_DECLARED, agency=agency, by=by, at=at, reason=REASON)
    _write(conflict, user=by, agency=agency, noted_by=None, by=by, at=at)


@transaction.atomic
def note_conflict(*, conflict: Conflict, user: User, by: User, at: datetime) -> None:
    """Note somebody else's conflict, as coordinator or chair of the case.

    :raises Refused: if the user does not run the case, the other takes no part in it, is kept from
        it already, or nothing is said
    """
    case = _case(conflict.case_id, among=policy.visible_to(by, *RUNS))
    if user == by:
        raise Refused("Declare your own conflict yourself")
    agency = conflicts.agency_in(user, case)
    own = conflicts.agency_in(by, case)
    if agency is None or own is None:
        raise Refused("Choose somebody who takes part in this case")
    _check(conflict, whose=user, agency=agency)
    if case.declarations.filter(user=user).exists():
        raise Refused("They are kept from this case already")
    moving.note(case, verb=Happened.CONFLICT_DECLARED, agency=own, by=by, at=at, reason=REASON)
    _write(conflict, user=user, agency=agency, noted_by=by, by=by, at=at)


def _case(case_id: UUID, *, among: QuerySet[Case]) -> Case:
    case = among.select_related("panel").filter(pk=case_id).first()
    if case is None:
        raise Refused(NOT_THERE)
    return case


def _check(conflict: Conflict, *, whose: User, agency: Agency) -> None:
    if not conflict.words.strip():
        raise Refused("Enter what the conflict is, in a few words")
    stand_in = conflict.representative
    if stand_in is None:
        return
    if stand_in == whose or stand_in not in conflicts.stand_ins(agency, but=whose):
        raise Refused("Choose a colleague who may take this place")


def _write(
    conflict: Conflict,
    *,
    user: User,
    agency: Agency,
    noted_by: User | None,
    by: User,
    at: datetime,
) -> None:
    ConflictDeclaration.objects.create(
        case_id=conflict.case_id,
        meeting=conflict.meeting,
        user=user,
        agency=agency,
        at=at,
        words=conflict.words.strip(),
        noted_by=noted_by,
        representative=conflict.representative,
    )
    CaseBlock.objects.create(
        case_id=conflict.case_id,
        user=user,
        reason=conflict.words.strip(),
        set_by=by,
        set_at=at,
    )
    # No log names who is kept from a case: only that somebody was.
    audit.record(verb=Happened.BLOCKED)
