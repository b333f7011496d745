"""The papers of a meeting for one reader: every case in the same few queries, however many."""

from collections import defaultdict
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
    Participant,
    ResearchItem,
    ResearchRequest,
    Wish,
)

Capacity = Participant.Capacity


@dataclass(slots=True)
class Paper:
    """All that one reader may see of one case of the list."""

    item: AgendaItem
    people: list[CasePerson] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    requests: list[ResearchRequest] = field(default_factory=list)
    research: list[ResearchItem] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    needed: frozenset[str] | None = frozenset()


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
    _share_out(papers, "people", _people(cases))
    _share_out(papers, "grounds", Ground.objects.filter(case__in=cases).order_by("created_at"))
    _share_out(papers, "requests", _requests(user, cases))
    _share_out(papers, "research", _research(user, cases))
    _share_out(papers, "wishes", Wish.objects.filter(case__in=cases).order_by("at"))
    for case_id, needed in _needed(user, cases).items():
        papers[case_id].needed = needed
    return list(papers.values())


def _share_out(papers: dict[UUID, Paper], name: str, rows: Iterable[Any]) -> None:
    for row in rows:
        getattr(papers[row.case_id], name).append(row)


def _people(cases: Sequence[UUID]) -> list[CasePerson]:
    order = list(CasePerson.Part.values)
    found = CasePerson.objects.filter(case__in=cases)
    return sorted(found, key=lambda person: (order.index(person.part), person.position))


def _requests(user: User, cases: Sequence[UUID]) -> QuerySet[ResearchRequest]:
    seen = policy.requests_seen_by(user).filter(case__in=cases, withdrawn_at=None)
    return seen.select_related("agency").order_by("agency__name")


def _research(user: User, cases: Sequence[UUID]) -> QuerySet[ResearchItem]:
    shared = policy.items_seen_by(user).filter(
        case__in=cases, shared_at__isnull=False, superseded_by=None
    )
    return shared.select_related("agency", "about").order_by("agency__name", "topic", "created_at")


def _needed(user: User, cases: Sequence[UUID]) -> dict[UUID, frozenset[str] | None]:
    """Return which identifiers the reader needs of each case; None is all of them."""
    held = policy.parts_of(user).filter(case__in=cases)
    capacities: dict[UUID, set[str]] = defaultdict(set)
    for case_id, capacity in held.values_list("case", "capacity"):
        capacities[case_id].add(capacity)
    asked: dict[UUID, set[str]] = defaultdict(set)
    own = policy.requests_answerable_by(user).filter(case__in=cases)
    for case_id, identifiers in own.values_list("case", "identifiers"):
        asked[case_id].update(identifiers)
    return {
        case: None if capacities[case] - {Capacity.RESEARCHER} else frozenset(asked[case])
        for case in cases
    }
