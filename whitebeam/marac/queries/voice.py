"""What is known of her voice in a case: contacts and their clock, wishes, how she was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case as Choose
from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Value, When

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import Case, CasePerson, ContactAttempt, Telling, Unreached, Wish
from whitebeam.marac.models.states import DECIDED, OPEN, State
from whitebeam.marac.queries import deciding

PAGE = 20
REACHED = ContactAttempt.Outcome.REACHED


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an adviser's cases and the key after which the next one begins."""

    rows: Sequence[Case]
    after: str


def advocated(user: User, *, after: str = "") -> Page:
    """Return a page of the cases in which the user speaks for somebody, as they need her.

    First whom nobody has reached, then whom nobody has told, then who has said nothing yet.
    """
    rows = (
        deciding.with_decision(policy.advocated_by(user))
        .filter(state__in=OPEN)
        .select_related("panel", "idva")
        .annotate(
            reached_at=Min("contacts__at", filter=Q(contacts__outcome=REACHED)),
            is_given_up=Exists(_given_up()),
            has_wish=Exists(Wish.objects.filter(case=OuterRef("pk"), when=Wish.When.BEFORE)),
        )
        .annotate(need=_need())
        .order_by("need", "referred_at", "pk")
    )
    if key := _key(after):
        need, at, pk = key
        later = Q(referred_at__gt=at) | Q(referred_at=at, pk__gt=pk)
        rows = rows.filter(Q(need__gt=need) | Q(later, need=need))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    after = f"{last.need}~{last.referred_at.isoformat()}~{last.pk}" if last else ""
    return Page(found[:PAGE], after)


def who_waits(user: User) -> tuple[int, int]:
    """Return whom nobody has reached, and whom nobody has told: how many of each."""
    rows = policy.advocated_by(user).filter(state__in=OPEN)
    unreached = rows.exclude(state__in=DECIDED).exclude(Exists(_reached()) | Exists(_given_up()))
    return unreached.count(), deciding.decided(rows).filter(is_told=False).count()


def _need() -> Choose:
    sent_on = Q(state=State.TRANSFER_SENT, decided_at__isnull=False)
    decided = Q(state__in=DECIDED) | sent_on
    return Choose(
        When(~decided & Q(reached_at=None, is_given_up=False), then=Value(0)),
        When(decided & Q(is_told=False), then=Value(1)),
        When(~decided & Q(has_wish=False), then=Value(2)),
        default=Value(3),
    )


def victim_of(case: Case) -> CasePerson | None:
    """Return the person harmed of a case."""
    return case.people.filter(part=CasePerson.Part.VICTIM).select_related("person").first()


def attempts_of(case: Case) -> list[ContactAttempt]:
    """Return every attempt to reach her, newest first."""
    return list(case.contacts.select_related("by").order_by("-at"))


def wishes_of(case: Case) -> list[Wish]:
    """Return what she wanted, oldest first."""
    return list(case.wishes.select_related("by", "agency").order_by("at", "created_at"))


def tellings_of(case: Case) -> list[Telling]:
    """Return how she was told, newest first."""
    return list(case.tellings.select_related("by", "agency").order_by("-at"))


def _reached() -> QuerySet[ContactAttempt]:
    return ContactAttempt.objects.filter(case=OuterRef("pk"), outcome=REACHED)


def _given_up() -> QuerySet[Unreached]:
    """Return what was said of why she was not reached, which stands until she is."""
    return Unreached.objects.filter(case=OuterRef("pk"), ended_at=None)


def _key(after: str) -> tuple[int, datetime, UUID] | None:
    need, _, rest = after.partition("~")
    moment, _, pk = rest.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (int(need), at, UUID(pk)) if at.tzinfo else None
    except ValueError:
        return None
