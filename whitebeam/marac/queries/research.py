"""What an agency is asked, and what a case's papers hold of what others know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Model, Prefetch, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import (
    Case,
    Disclosure,
    KnownPerson,
    ResearchItem,
    ResearchRequest,
)
from whitebeam.marac.models.states import BEFORE_DECISION, State
from whitebeam.marac.queries.cases import with_identifiers

# A published list has about fifteen cases: the whole of it stands on one page.
PAGE = 20
# What was decided, or is on its way to another MARAC, needs no answer any more.
STILL_ASKED = tuple(state for state in BEFORE_DECISION if state != State.TRANSFER_SENT)
# What was just answered stays in its place for a while, so that it can be taken back.
STAYS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of requests and the key after which the next one begins."""

    rows: Sequence[ResearchRequest]
    after: str


def waiting(user: User, *, at: datetime, after: str = "") -> Page:
    """Return a page of what the user's agencies have still to answer, due first.

    "Nothing known" of the last hour stays where it stood.
    """
    mine = policy.requests_answerable_by(user).filter(case__state__in=STILL_ASKED)
    lately = Q(answer="NOTHING_KNOWN", answered_at__gte=at - STAYS)
    rows = _shown(user, mine.filter(Q(answer="") | lately)).order_by("due_at", "pk")
    if key := _key(after):
        rows = rows.filter(Q(due_at__gt=key[0]) | Q(due_at=key[0], pk__gt=key[1]))
    return _page(rows, lambda row: row.due_at)


def answered(user: User, *, after: str = "") -> Page:
    """Return a page of what the user's agencies have answered, newest first."""
    rows = _shown(user, policy.requests_answerable_by(user).exclude(answer=""))
    rows = rows.order_by("-answered_at", "pk")
    if key := _key(after):
        rows = rows.filter(Q(answered_at__lt=key[0]) | Q(answered_at=key[0], pk__gt=key[1]))
    return _page(rows, lambda row: row.answered_at or row.due_at)


def how_many_wait(user: User) -> int:
    """Return how many requests wait for the user's agencies."""
    mine = policy.requests_answerable_by(user).filter(answer="")
    return mine.filter(case__state__in=STILL_ASKED).count()


def how_many_are_late(user: User, *, at: datetime) -> tuple[int, int]:
    """Return how many requests wait for the user's agencies, and how many of them are late."""
    mine = policy.requests_answerable_by(user).filter(answer="")
    found = mine.filter(case__state__in=STILL_ASKED).aggregate(
        all=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at))
    )
    return found["all"], found["late"]


def asked(user: User) -> QuerySet[ResearchRequest]:
    """Return the requests the user may answer, with what their pages show."""
    return _shown(user, policy.requests_answerable_by(user))


def own_items(user: User, request: ResearchRequest) -> list[ResearchItem]:
    """Return what the user's agency has shared or withheld in this case."""
    items = policy.items_kept_by(user).filter(request=request).select_related("about", "by")
    return list(items.order_by("created_at"))


def known_of(request: ResearchRequest) -> dict[str, bool]:
    """Return which people the agency said it knows."""
    return {str(one.case_person_id): one.is_known for one in request.known.all()}


def shared_in(user: User, case: Case) -> list[ResearchItem]:
    """Return everything shared in a case, by agency and in the order it was shared."""
    items = policy.items_seen_by(user).filter(case=case, shared_at__isnull=False)
    rows = items.select_related("agency", "about", "by")
    return list(rows.order_by("agency__name", "shared_at", "created_at"))


def answers_in(user: User, case: Case) -> list[ResearchRequest]:
    """Return what each agency was asked and answered in a case."""
    known = Prefetch(
        "known", queryset=KnownPerson.objects.select_related("case_person"), to_attr="said"
    )
    rows = policy.requests_seen_by(user).filter(case=case, withdrawn_at=None)
    return list(rows.select_related("agency").prefetch_related(known).order_by("agency__name"))


def lines_of(facts: Sequence[Model]) -> dict[UUID, UUID]:
    """Return the ledger line of each of these facts, by the fact's id."""
    keys = [fact.pk for fact in facts]
    found = Disclosure.objects.filter(about_id__in=keys)
    return dict(found.values_list("about_id", "pk"))


def is_key(after: str) -> bool:
    """Return whether this is the key of some page of a list."""
    return _key(after) is not None


def _shown(user: User, requests: QuerySet[ResearchRequest]) -> QuerySet[ResearchRequest]:
    listed = (
        policy.listings_seen_by(user).filter(outcome="", is_aside=False).select_related("meeting")
    )
    return requests.select_related("agency", "agreement", "case__panel").prefetch_related(
        Prefetch(
            "case__people",
            queryset=with_identifiers(user).order_by("position"),
            to_attr="everyone",
        ),
        Prefetch("case__listings", queryset=listed, to_attr="listed"),
    )


def _page(rows: QuerySet[ResearchRequest], key: Callable[[ResearchRequest], datetime]) -> Page:
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], f"{key(last).isoformat()}~{last.pk}" if last else "")


def _key(after: str) -> tuple[datetime, UUID] | None:
    moment, _, pk = after.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(pk)) if at.tzinfo else None
    except ValueError:
        return None
