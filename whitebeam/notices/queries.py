"""A worker's notices, newest first, and those that still have to leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from whitebeam.accounts.models import User
from whitebeam.notices import policy
from whitebeam.notices.models import Notice
from whitebeam.notices.rules.wording import AGREEMENT_ENDS
from whitebeam.partners.models import AgreementWarning, SharingAgreement

PAGE = 25
# A notice is posted within seconds; what still waits after this was lost on the way.
LOST_AFTER = timedelta(minutes=10)
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of notices and the key after which the next one begins."""

    rows: Sequence[Notice]
    after: str


def inbox(user: User, *, after: str = "") -> Inbox:
    """Return a page of the user's notices, newest first."""
    notices = policy.addressed_to(user).order_by("-made_at", "pk")
    if key := _key(after):
        at, pk = key
        notices = notices.filter(Q(made_at__lt=at) | Q(made_at=at, pk__gt=pk))
    found = list(notices[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Inbox(found[:PAGE], f"{last.made_at.isoformat()}~{last.pk}" if last else "")


def unread(user: User) -> int:
    """Return how many notices the user has not read."""
    return policy.addressed_to(user).filter(read_at=None).count()


def left_behind(*, at: datetime) -> list[UUID]:
    """Return the notices that should have left by now and did not, oldest first."""
    waiting = Notice.objects.filter(post__in=(Notice.Post.WAITING, Notice.Post.FAILED))
    due = Q(next_try_at=None, made_at__lte=at - LOST_AFTER) | Q(next_try_at__lte=at - LOST_AFTER)
    return list(waiting.filter(due).order_by("made_at").values_list("pk", flat=True))


def agreements_to_tell_of(*, on: date) -> list[SharingAgreement]:
    """Return the agreements warned of within the last fortnight, of which nobody was told since."""
    told = Notice.objects.filter(
        template=AGREEMENT_ENDS,
        about_id=OuterRef("agreement"),
        made_at__date__gte=OuterRef("warned_on"),
    )
    warned = AgreementWarning.objects.filter(warned_on__gt=on - FORTNIGHT, warned_on__lte=on)
    untold = warned.exclude(Exists(told)).values("agreement")
    return list(SharingAgreement.objects.filter(pk__in=untold).order_by("ends_on", "pk"))


def _key(after: str) -> tuple[datetime, UUID] | None:
    moment, _, pk = after.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(pk)) if at.tzinfo else None
    except ValueError:
        return None
