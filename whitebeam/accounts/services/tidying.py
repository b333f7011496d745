"""What time does to accounts: the unused are suspended, what was kept for a while is let go."""

from datetime import datetime, timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from whitebeam.accounts.events import Happened
from whitebeam.accounts.models import KeptText, OneUseLink, SignInTry, User
from whitebeam.accounts.services.sessions import end_user

UNUSED_FOR = timedelta(days=60)
KEPT_FOR = timedelta(days=30)


def unused_since(at: datetime) -> list[UUID]:
    """Return the users who have done nothing here for sixty days; the demonstration's are left."""
    since = at - UNUSED_FOR
    unused = User.objects.filter(
        Q(last_active_at__lt=since) | Q(last_active_at=None, created_at__lt=since),
        is_active=True,
        is_demonstration=False,
    )
    return list(unused.values_list("pk", flat=True))


@transaction.atomic
def suspend(user_id: UUID, *, at: datetime) -> None:
    """Let an unused account sign in no more; its agency's lead may invite the user again."""
    user = User.objects.select_for_update().get(pk=user_id)
    end_user(user, at=at, verb=Happened.USER_SUSPENDED)


@transaction.atomic
def let_go(*, at: datetime) -> int:
    """Delete spent links, old tries, forgotten text and dead sessions; return how many rows."""
    before = at - KEPT_FOR
    links = OneUseLink.objects.filter(asked_at__lt=before).exclude(kind=OneUseLink.Kind.INVITATION)
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    gone = [
        links,
        SignInTry.objects.filter(Q(last_wrong_at__lt=before) | Q(last_wrong_at=None)).exclude(
            succeeded_at__gte=before
        ),
        # The wall shows this role only text that is past its time.
        KeptText.objects.all(),
        UserSession.objects.filter(~Exists(alive)),
        Session.objects.filter(expire_date__lte=at),
    ]
    return sum(rows.delete()[0] for rows in gone)
