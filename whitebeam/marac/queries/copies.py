"""What agencies shared of a case, as its minutes hold it, and what of it is in one copy."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import (
    AgendaItem,
    Entry,
    MinutesCopy,
    MinutesFact,
    Recipient,
    ResearchItem,
)
from whitebeam.marac.queries import live, research
from whitebeam.marac.queries.heard import Heard, heard_of
from whitebeam.marac.rules.minuting import Line

Topic = ResearchItem.Topic
# Where a thing that was shared before the meeting stands in the minutes.
PLACES = {
    Topic.INFORMATION: "NEW_INFORMATION",
    Topic.RISK: "RISK",
    Topic.PROTECTIVE: "SAFETY",
}


class Told(TypedDict):
    """What was said at the meeting, and what was shared before it."""

    said: tuple[Line, ...]
    shared: tuple[Line, ...]


def told(reader: User, item: AgendaItem) -> Told:
    """Return what the reader may see of it, each with its ledger line."""
    entries = list(reversed(live.entries_of(reader, item)))
    shared = policy.items_seen_by(reader).filter(
        case=item.case, shared_at__isnull=False, superseded_by=None
    )
    items = list(shared.select_related("agency").order_by("agency__name", "created_at"))
    lines = research.lines_of([*entries, *items])
    return Told(
        said=tuple(_line(one, one.kind, lines) for one in entries),
        shared=tuple(_line(one, PLACES[Topic(one.topic)], lines) for one in items),
    )


def _line(fact: Entry | ResearchItem, place: str, lines: dict[UUID, UUID]) -> Line:
    opinion = isinstance(fact, ResearchItem) and fact.kind == ResearchItem.Kind.OPINION
    return Line(
        place,
        fact.agency.name,
        str(fact.text),
        is_opinion=opinion,
        fact=str(fact.pk),
        agency_id=str(fact.agency_id),
        about=str(fact.about_id or ""),
        line=str(lines.get(fact.pk, "")),
    )


def facts_in(reader: User, copy: MinutesCopy) -> list[MinutesFact]:
    """Return what is in an agency's copy: its own, and what it had received when it was made."""
    received = Recipient.objects.filter(
        disclosure=OuterRef("line"), agency=copy.agency_id, at__lte=copy.created_at
    )
    of_it = policy.minutes_facts_seen_by(reader).filter(minutes=copy.minutes_id)
    found = of_it.filter(Q(agency=copy.agency_id) | Q(Exists(received)))
    return list(found.select_related("agency", "line").order_by("position"))


def hearing_all(item: AgendaItem, *, people: list[UUID], at: datetime) -> Heard | None:
    """Return the agencies that heard a case and may read of everybody in it, as the chair's."""
    found = [heard_of(item, at=at, about=person) for person in people]
    heard = [one for one in found if one is not None]
    if not heard:
        return None
    common = set.intersection(*(set(one.under) for one in heard))
    first = heard[0]
    under = {agency: first.under[agency] for agency in common if first.under[agency] is not None}
    return Heard(giver=first.giver, under=under, uncovered=())
