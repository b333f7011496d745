"""One step of a case: state, history row and audit entry together."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case, StateChange
from whitebeam.marac.models.states import State
from whitebeam.partners.models import Agency

MOVED_ON = "This case has moved on. Open it again to see what happened."


def locked(case_id: UUID, *, among: QuerySet[Case]) -> Case:
    """Return one case of a policy's queryset, locked.

    :raises Refused: if it is not, or no longer, among them
    """
    try:
        return among.select_for_update(of=("self",)).select_related("panel").get(pk=case_id)
    except Case.DoesNotExist:
        raise Refused(MOVED_ON) from None


def step(
    case: Case,
    to: State,
    *,
    verb: str,
    agency: Agency,
    by: User,
    at: datetime,
    reason: str = "",
    words: str = "",
    changed: tuple[str, ...] = (),
) -> None:
    """Move a locked case to another state; `changed` names further columns that were set on it.

    :raises Refused: if this cannot follow from the present state
    """
    before = case.state
    case.move(to)
    case.save(update_fields=["state", "version", "updated_at", *changed])
    _keep(case, before=before, agency=agency, by=by, at=at, reason=reason, words=words)
    audit.record(
        verb=verb, subject=case, before=str(before), after=str(to), reason_code=reason or None
    )


def note(
    case: Case,
    *,
    verb: str,
    agency: Agency,
    by: User,
    at: datetime,
    reason: str = "",
    words: str = "",
) -> None:
    """Write a row of history for something that leaves the state as it is."""
    _keep(case, before=case.state, agency=agency, by=by, at=at, reason=reason, words=words)
    audit.record(verb=verb, subject=case, reason_code=reason or None)


def _keep(
    case: Case,
    *,
    before: str,
    agency: Agency,
    by: User,
    at: datetime,
    reason: str,
    words: str,
) -> None:
    StateChange.objects.create(
        case=case,
        before=before,
        after=case.state,
        by=by,
        agency=agency,
        at=at,
        reason=reason,
        words=words or None,
    )
