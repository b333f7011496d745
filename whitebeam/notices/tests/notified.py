"""What the tests of notices share: a worker who is told of a referral, and a post that is watched."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection

from tests.factories import AgencyFactory, UserFactory
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.notices import posting, services
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Agency

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
ORIGIN = "https://staff.example"
AS_NOTICES = Acting.process("notices")


@dataclass
class WatchedPost:
    """A post that leaves nothing but a list, or says what it is told to say."""

    fails_with: Exception | None = None
    sent: list[dict[str, str]] = field(default_factory=list)

    def send(self, **message):
        if self.fails_with:
            raise self.fails_with
        self.sent.append(message)
        return f"carrier-{len(self.sent)}"


def as_user(user: User):
    return acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))


def told(user: User | None = None, *, template="referral_arrived", about=None, at=AT) -> Notice:
    """Return a notice promised by the real service; about an agency unless something is given."""
    user = user or UserFactory()
    about = about or AgencyFactory(kind=Agency.Kind.CHARITY)
    with as_user(user):
        services.tell(user, template=template, about=about, at=at)
        return Notice.objects.order_by("-created_at").first()


def post(notice: Notice, *, by: WatchedPost, at=AT):
    """Post a notice as the worker would."""
    with as_role("wb_worker"), acting(AS_NOTICES):
        return posting.post_notice(notice.pk, post=by, origin=ORIGIN, at=at)


def as_kept(notice: Notice) -> Notice:
    """Return the notice as the database holds it now."""
    with as_role("wb_bulk"):
        return Notice.objects.get(pk=notice.pk)


def jobs(task: str = "notices.deliver_notice") -> list[dict]:
    """Return the arguments of the jobs that wait, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select args, scheduled_at from procrastinate_jobs where task_name = %s order by id",
            [task],
        )
        return [{"args": json.loads(args), "at": at} for args, at in cursor.fetchall()]
