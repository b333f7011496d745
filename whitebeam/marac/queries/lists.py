"""Lists of cases: what waits for screening or a list, what was referred. Paged by key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import AgendaItem, Case, CasePerson
from whitebeam.marac.models.states import OPEN, State

PAGE = 20
YEAR = timedelta(days=365)
STAGES: dict[str, tuple[State, ...]] = {
    "screening": (Case.State.RECEIVED,),
    "returned": (Case.State.RETURNED,),
    "to-list": (Case.State.ACCEPTED, Case.State.DEFERRED),
    "listed": (
        Case.State.LISTED,
        Case.State.RELISTED,
        Case.State.RESEARCH_OPEN,
        Case.State.RESEARCH_CLOSED,
    ),
    "following": (Case.State.HEARD, Case.State.SETTLED_EARLY, Case.State.ACTIONS_OPEN),
    "moving": (Case.State.TRANSFER_SENT,),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list and the key after which the next one begins."""

    rows: Sequence[Case]
    after: str


def coordinated(user: User, *, stage: str, after: str = "") -> Page:
    """Return a page of the user's cases at a stage: the one that waits longest first."""
    rows = policy.coordinated_by(user).filter(state__in=STAGES[stage])
    if key := _key(after):
        rows = rows.filter(Q(referred_at__gt=key[0]) | Q(referred_at=key[0], pk__gt=key[1]))
    return _page(_shown(rows).order_by("referred_at", "pk"), _by_moment)


def counts(user: User) -> dict[str, int]:
    """Return how many of the user's cases stand at each stage."""
    states = list(
        policy.coordinated_by(user).filter(state__in=OPEN).values_list("state", flat=True)
    )
    return {stage: sum(s in found for s in states) for stage, found in STAGES.items()}


def late_for_screening(user: User, *, at: datetime) -> int:
    """Return how many cases wait for screening past their clock."""
    return policy.screenable_by(user).filter(screen_due_at__lt=at).count()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cases wait for a coordinator: for screening, of those late, and for a list."""

    to_screen: int
    late: int
    to_list: int


def waiting_for(user: User, *, at: datetime) -> Waiting:
    """Return how many of the user's cases wait for her."""
    listing = STAGES["to-list"]
    found = policy.coordinated_by(user).filter(state__in=(Case.State.RECEIVED, *listing))
    screening = Q(state=Case.State.RECEIVED)
    return Waiting(
        **found.aggregate(
            to_screen=Count("pk", filter=screening),
            late=Count("pk", filter=screening & Q(screen_due_at__lt=at)),
            to_list=Count("pk", filter=Q(state__in=listing)),
        )
    )


def followed(user: User, *, at: datetime, after: str = "") -> Page:
    """Return a page of the cases that the user or her agency referred, newest first.

    Those of the last year are looked at first; only where they do not fill a page is the past read.
    """
    rows = policy.followed_by(user)
    if key := _key(after):
        rows = rows.filter(Q(referred_at__lt=key[0]) | Q(referred_at=key[0], pk__gt=key[1]))
    newest = min(key[0], at) if key else at
    recent = _page(_newest_first(rows.filter(referred_at__gte=newest - YEAR)), _by_moment)
    return recent if recent.after else _page(_newest_first(rows), _by_moment)


def _newest_first(rows: QuerySet[Case]) -> QuerySet[Case]:
    return _shown(rows).order_by("-referred_at", "pk")


def _shown(rows: QuerySet[Case]) -> QuerySet[Case]:
    victims = CasePerson.objects.filter(part=CasePerson.Part.VICTIM)
    waiting = AgendaItem.objects.filter(outcome="", is_aside=False).select_related("meeting")
    return (
        rows.select_related("panel", "referring_agency", "pathway")
        .prefetch_related(
            Prefetch("people", queryset=victims, to_attr="harmed"),
            Prefetch("listings", queryset=waiting, to_attr="waits_on"),
        )
        .defer("background", "fears", "talking", "heard_before", "without_consent_why")
    )


def _by_moment(case: Case) -> str:
    return f"{case.referred_at.isoformat()}~{case.pk}"


def _key(after: str) -> tuple[datetime, UUID] | None:
    at, _, pk = after.partition("~")
    try:
        moment, row = datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        return None
    return (moment, row) if moment.tzinfo else None


def _page(rows: QuerySet[Case], key: Callable[[Case], str]) -> Page:
    found = list(rows[: PAGE + 1])
    return Page(found[:PAGE], key(found[PAGE - 1]) if len(found) > PAGE else "")
