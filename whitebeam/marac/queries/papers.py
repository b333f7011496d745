"""The papers of a meeting for one reader: every case in the same few queries, however many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import (
    AgendaItem,
    CasePerson,
    Ground,
    ProcessLink,
    ResearchItem,
    ResearchRequest,
    Unreached,
    Wish,
)
from whitebeam.marac.queries import processes
from whitebeam.marac.queries.cases import people_among


@dataclass(slots=True)
class Paper:
    """All that one reader may see of one case of the list."""

    item: AgendaItem
    people: list[CasePerson] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    requests: list[ResearchRequest] = field(default_factory=list)
    research: list[ResearchItem] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    unreached: list[Unreached] = field(default_factory=list)
    processes: list[ProcessLink] = field(default_factory=list)


def listed(user: User, meeting_id: UUID) -> QuerySet[AgendaItem]:
    """Return the cases of a list whose papers the user reads, with what a paper prints."""
    seen = policy.listings_seen_by(user, *policy.WORKING).filter(meeting=meeting_id)
    return seen.select_related("case__panel", "case__referring_agency").order_by(
        "-has_children", "position", "listed_at", "pk"
    )


def opening(user: User, items: Iterable[AgendaItem]) -> set[UUID]:
    """Return those of these cases whose papers the user may read."""
    cases = [item.case_id for item in items]
    return set(policy.worked_by(user).filter(pk__in=cases).values_list("pk", flat=True))


def assembled(user: User, items: Iterable[AgendaItem]) -> list[Paper]:
    """Return the papers of these cases in their order."""
    papers = {item.case_id: Paper(item) for item in items}
    cases = list(papers)
    _share_out(papers, "people", people_among(user, cases))
    _share_out(papers, "grounds", Ground.objects.filter(case__in=cases).order_by("created_at"))
    _share_out(papers, "requests", _requests(user, cases))
    _share_out(papers, "research", _research(user, cases))
    _share_out(papers, "wishes", Wish.objects.filter(case__in=cases).order_by("at"))
    _share_out(papers, "unreached", Unreached.objects.filter(case__in=cases, ended_at=None))
    _share_out(papers, "processes", processes.of_cases(user, cases))
    return list(papers.values())


def _share_out(papers: dict[UUID, Paper], name: str, rows: Iterable[Any]) -> None:
    for row in rows:
        getattr(papers[row.case_id], name).append(row)


def _requests(user: User, cases: Sequence[UUID]) -> QuerySet[ResearchRequest]:
    seen = policy.requests_seen_by(user).filter(case__in=cases, withdrawn_at=None)
    return seen.select_related("agency").order_by("agency__name")


def _research(user: User, cases: Sequence[UUID]) -> QuerySet[ResearchItem]:
    shared = policy.items_seen_by(user).filter(
        case__in=cases, shared_at__isnull=False, superseded_by=None
    )
    return shared.select_related("agency", "about").order_by("agency__name", "topic", "created_at")
