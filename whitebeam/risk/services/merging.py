"""Putting two drafts about the same people together, one begun on paper and one on screen.

Nothing is lost: the draft that stays keeps, sealed, what each of the two said before.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.models import Assessment
from whitebeam.risk.rules.answers import read
from whitebeam.risk.rules.contents import unpacked
from whitebeam.risk.rules.merging import Undecided, merged
from whitebeam.risk.services.assessing import COLUMNS, Clash, discard, locked_draft

ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Merge:
    """What was chosen for each difference, and the versions of the drafts that were shown."""

    chosen: Mapping[str, str]
    seen: tuple[int, int]


def twins_of(draft: Assessment, *, by: User) -> QuerySet[Assessment]:
    """Return the worker's other drafts with this tool, about the same people, for this agency."""
    same = policy.drafts_of(by).filter(
        victim=draft.victim_id,
        perpetrator=draft.perpetrator_id,
        tool=draft.tool_id,
        agency=draft.agency_id,
    )
    return same.exclude(pk=draft.pk).order_by("-started_at")


def said_in(draft: Assessment) -> dict[str, object]:
    """Return all that a draft says, flat: the column, a dot, and the item or field."""
    found: dict[str, object] = {
        f"{ANSWERS}.{code}": asdict(given) for code, given in read(str(draft.answers)).items()
    }
    for column in COLUMNS.values():
        held = unpacked(getattr(draft, column))
        found |= {f"{column}.{name}": value for name, value in held.items()}
    return found


@transaction.atomic
def merge_drafts(
    draft_id: UUID, twin_id: UUID, *, merge: Merge, by: User, at: datetime
) -> Assessment:
    """Put a second draft into the first; the second is gone, and what it said is kept with it.

    :raises Clash: if one of the two was changed since it was shown
    :raises Refused: if a difference has no choice, they are not about the same, or files wait
    """
    draft = locked_draft(draft_id, by=by)
    twin = twins_of(draft, by=by).select_for_update(of=("self",)).filter(pk=twin_id).first()
    if twin is None:
        raise Refused("Only two drafts of yours about the same people can be put together")
    if merge.seen != (draft.version, twin.version):
        raise Clash("One of the two was changed since you opened this page. Look at it again.")
    if twin.documents.filter(removed_at=None).exists():
        raise Refused("Take the files out of the other draft first, and add them here")
    one, other = said_in(draft), said_in(twin)
    try:
        kept = merged(one, other, chosen=merge.chosen)
    except Undecided as fault:
        raise Refused(str(fault)) from None
    _write(draft, kept, sources=_sources(draft, one) + _sources(twin, other))
    audit.record(verb=Happened.MERGED, subject=draft, person_id=draft.victim_id, other=str(twin.pk))
    discard(twin.pk, by=by, at=at)
    return draft


def _write(draft: Assessment, kept: dict[str, object], *, sources: list[object]) -> None:
    columns = {ANSWERS: "answers", **{column: column for column in COLUMNS.values()}}
    for column in columns:
        held = {
            name.partition(".")[2]: value
            for name, value in kept.items()
            if name.partition(".")[0] == column
        }
        setattr(draft, column, json.dumps(held, sort_keys=True))
    draft.merged_from = json.dumps(sources)
    draft.version += 1
    draft.save(update_fields=[*columns, "merged_from", "version", "updated_at"])


def _sources(draft: Assessment, said: dict[str, object]) -> list[object]:
    """Return what a draft said, after the sources that it was itself put together from."""
    earlier: list[object] = json.loads(str(draft.merged_from)) if draft.merged_from else []
    own = {"draft": str(draft.pk), "started_at": draft.started_at.isoformat(), "said": said}
    return [*earlier, own]
