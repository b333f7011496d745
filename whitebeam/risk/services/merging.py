"""Putting two drafts about the same people together: from paper and screen, or of two workers.

Nothing is lost: the draft that stays keeps, sealed, what each of the two said before, and who
wrote it. A colleague's draft is read only once she has opened it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel import crypto
from whitebeam.kernel.errors import Refused
from whitebeam.notices import services as notices
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.models import AssessedChild, Assessment
from whitebeam.risk.rules.answers import read, write
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
    """Return the other drafts with this tool, about the same people, for this agency.

    They are the worker's own, and those that colleagues opened to her.
    """
    mine, opened = policy.drafts_of(by), policy.drafts_opened_to(by)
    same = Assessment.objects.filter(
        Q(pk__in=mine.values("pk")) | Q(pk__in=opened.values("pk")),
        victim=draft.victim_id,
        perpetrator=draft.perpetrator_id,
        tool=draft.tool_id,
        agency=draft.agency_id,
    )
    return same.exclude(pk=draft.pk).select_related("by").order_by("-started_at")


@transaction.atomic
def open_to_colleagues(draft_id: UUID, *, by: User, at: datetime) -> None:
    """Let whoever assesses risk for the agency read a draft, to put it together with her own.

    :raises Refused: if it was signed or discarded meanwhile
    """
    draft = locked_draft(draft_id, by=by)
    if draft.opened_at is None:
        _opened(draft, at, Happened.OPENED_TO_COLLEAGUES)


@transaction.atomic
def close_to_colleagues(draft_id: UUID, *, by: User) -> None:
    """Keep a draft to its writer again.

    :raises Refused: if it was signed or discarded meanwhile
    """
    draft = locked_draft(draft_id, by=by)
    if draft.opened_at is not None:
        _opened(draft, None, Happened.CLOSED_TO_COLLEAGUES)


def _opened(draft: Assessment, at: datetime | None, verb: Happened) -> None:
    draft.opened_at = at
    draft.save(update_fields=["opened_at", "updated_at"])
    audit.record(verb=verb, subject=draft, person_id=draft.victim_id)


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
        raise Refused(
            "Only two drafts about the same people can be put together, yours or opened to you"
        )
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
    _keep_children(draft, twin)
    audit.record(verb=Happened.MERGED, subject=draft, person_id=draft.victim_id, other=str(twin.pk))
    if twin.by_id == by.pk:
        discard(twin.pk, by=by, at=at)
    else:
        _take_in(twin, draft, at=at)
    return draft


def _keep_children(draft: Assessment, twin: Assessment) -> None:
    thought_of = set(draft.children.values_list("person", flat=True))
    for child in set(twin.children.values_list("person", flat=True)) - thought_of:
        AssessedChild.objects.create(assessment=draft, person_id=child)


def _take_in(twin: Assessment, draft: Assessment, *, at: datetime) -> None:
    """Empty a colleague's draft that is kept in another now, and tell her."""
    place = {"table": Assessment._meta.db_table, "row": str(twin.pk), "column": ANSWERS}
    emptied = crypto.seal(write({}), **place)
    audit.record(verb=Happened.TAKEN_IN, subject=twin, person_id=twin.victim_id, into=str(draft.pk))
    notices.tell(twin.by, template="draft_taken_in", about=twin, at=at)
    with connection.cursor() as cursor:
        taken = "select sec.risk_take_in(%s, %s, %s, %s)"
        cursor.execute(taken, [twin.pk, draft.pk, emptied, at])


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
    begun = {"started_at": draft.started_at.isoformat(), "by": draft.by.name}
    own = {"draft": str(draft.pk), **begun, "said": said}
    return [*earlier, own]
