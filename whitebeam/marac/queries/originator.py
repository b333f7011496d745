"""What was asked of controllers, by fact and by who answers."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import OriginatorQuestion

MOST = 100
NAMED = ("case", "controller", "asked_by", "asked_for", "answered_by")


def asked_about(user: User, line: UUID) -> list[OriginatorQuestion]:
    """Return what was asked about one line of the ledger and the user may read, newest first."""
    return list(_named(policy.questions_seen_by(user)).filter(disclosure=line))


def to_answer(user: User) -> list[OriginatorQuestion]:
    """Return what waits for the user's agencies, the oldest first."""
    return list(_named(policy.questions_answerable_by(user)).order_by("asked_at", "pk")[:MOST])


def asked_by_us(user: User) -> list[OriginatorQuestion]:
    """Return what the user's agencies asked or answered, newest first."""
    waiting = policy.questions_answerable_by(user).values("pk")
    return list(_named(policy.questions_seen_by(user)).exclude(pk__in=waiting)[:MOST])


def answerable(user: User, question_id: UUID) -> OriginatorQuestion | None:
    """Return one question that waits for the user's agencies, if there is one."""
    return _named(policy.questions_answerable_by(user)).filter(pk=question_id).first()


def facts_of(user: User, questions: Iterable[OriginatorQuestion]) -> dict[UUID, UUID]:
    """Return the facts that the user may open, by the ledger line that a question is about."""
    lines = [one.disclosure_id for one in questions]
    found = policy.disclosures_seen_by(user).filter(pk__in=lines)
    return dict(found.values_list("pk", "about_id"))


def _named(rows: QuerySet[OriginatorQuestion]) -> QuerySet[OriginatorQuestion]:
    return rows.select_related(*NAMED).order_by("-asked_at", "-pk")
