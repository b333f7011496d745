"""An agency's answer as it is typed: kept sealed, for that agency alone, until it is shared."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import ResearchDraft, ResearchRequest
from whitebeam.marac.rules.research_answers import digest_of, read, written

EMPTY = ""


class Clash(Refused):
    """A colleague, or the same worker elsewhere, changed the draft since this page was opened."""


def draft_of(request: ResearchRequest) -> dict[str, Any]:
    """Return what was typed so far."""
    return read(kept_of(request))


def kept_of(request: ResearchRequest) -> str:
    """Return the draft as it is kept."""
    draft = ResearchDraft.objects.filter(request=request).first()
    return str(draft.answers) if draft else EMPTY


@transaction.atomic
def save_draft(
    request_id: UUID, typed: dict[str, Any], *, seen: str, tab: str, by: User, at: datetime
) -> None:
    """Keep what was typed, right or wrong.

    `seen` is the mark of the draft that the page showed, `tab` names the page itself: it may write
    over its own earlier words and over nobody else's.

    :raises Clash: if somebody else changed the draft meanwhile
    :raises Refused: if this agency is not asked any more
    """
    request = locked_request(request_id, by=by)
    draft = ResearchDraft.objects.select_for_update().filter(request=request).first()
    if draft is None:
        ResearchDraft.objects.create(
            request=request,
            case_id=request.case_id,
            agency_id=request.agency_id,
            answers=written({**typed, "tab": tab}),
            by=by,
        )
        return
    kept = str(draft.answers)
    if read(kept).get("tab") != tab and digest_of(kept) != seen:
        raise Clash("A colleague changed this answer since you opened it. Look at both.")
    draft.answers, draft.by, draft.version = written({**typed, "tab": tab}), by, draft.version + 1
    draft.save(update_fields=["answers", "by", "version", "updated_at"])


def empty_draft(request: ResearchRequest, *, by: User) -> None:
    """Forget what was typed, once it is shared."""
    draft = ResearchDraft.objects.select_for_update().filter(request=request).first()
    if draft is not None:
        draft.answers, draft.by, draft.version = written({}), by, draft.version + 1
        draft.save(update_fields=["answers", "by", "version", "updated_at"])


def locked_request(request_id: UUID, *, by: User) -> ResearchRequest:
    """Return one request that the user may answer, locked.

    :raises Refused: if it is not, or no longer, theirs to answer
    """
    rows = policy.requests_answerable_by(by).select_for_update(of=("self",))
    try:
        return rows.select_related("case__panel", "agency", "agreement").get(pk=request_id)
    except ResearchRequest.DoesNotExist:
        raise Refused("Your agency is not asked about this case any more") from None
