"""Early settlements: the one that is open, those to be read again, and what they save."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.actions.models import Action
from whitebeam.marac import policy
from whitebeam.marac.models import Case, EarlySettlement, ScreeningSettlement

SHOWN = 50
# What is settled without a hearing, and may be in the sample.
Settled = EarlySettlement | ScreeningSettlement
NOBODY_ASKED = "no agency was asked"
GIVEN_UP = (Action.State.NOT_POSSIBLE, Action.State.NOT_UNDERTAKEN, Action.State.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Saved:
    """Of one panel since a day: cases decided, settled early, planned before, minutes saved."""

    panel_id: UUID
    panel: str
    area: str
    decided: int
    settled: int
    planned: int
    minutes: int
    waiting_audit: int
    sent_on: int


def open_settlement(case: Case) -> EarlySettlement | None:
    """Return the proposal of a case that is not decided yet."""
    rows = EarlySettlement.objects.filter(case=case, decided_at=None, withdrawn_at=None)
    return rows.select_related("proposed_by", "proposed_for", "seconded_for", "idva").first()


def settlements_of(case: Case) -> list[EarlySettlement]:
    """Return every settlement of a case that was proposed, newest first."""
    rows = EarlySettlement.objects.filter(case=case).order_by("-proposed_at")
    return list(
        rows.select_related(
            "proposed_by", "proposed_for", "seconded_by", "seconded_for", "idva", "decided_by",
            "audited_by", "withdrawn_by",
        )
    )  # fmt: skip


def not_answered(user: User, case: Case) -> list[str]:
    """Return the agencies that were asked about a case and have not answered, by name.

    Where none was asked, none has answered: that stands in their place, and needs the same reason.
    """
    asked = policy.requests_seen_by(user).filter(case=case, withdrawn_at=None)
    if not asked.exists():
        return [NOBODY_ASKED]
    silent = asked.filter(answer="").order_by("agency__name")
    return list(silent.values_list("agency__name", flat=True))


def has_action(user: User, case: Case) -> bool:
    """Say whether anything is planned or done in a case: an action that was not given up."""
    actions = policy.case_actions_seen_by(user).filter(case=case)
    return actions.exclude(action__state__in=GIVEN_UP).exists()


def to_read_again(user: User) -> list[Settled]:
    """Return the settlements of the sample that wait for this reader, oldest first."""
    found: list[Settled] = [
        *_waiting(policy.settlements_read_by(user)),
        *_waiting(policy.screened_settlements_read_by(user)),
    ]
    return sorted(found, key=lambda one: (str(one.decided_at), str(one.pk)))[:SHOWN]


def settled_read_by(user: User, settlement_id: UUID, *, is_locked: bool = False) -> Settled | None:
    """Return one settlement that the user may read again, early or at screening."""
    both: tuple[QuerySet[Any], ...] = (
        policy.settlements_read_by(user),
        policy.screened_settlements_read_by(user),
    )
    for rows in both:
        found = rows.select_for_update(of=("self",)) if is_locked else rows
        one: Settled | None = found.filter(pk=settlement_id).select_related("case__panel").first()
        if one is not None:
            return one
    return None


def had_part(settled: Settled) -> set[UUID | None]:
    """Return who settled it: such a user does not read it again."""
    if isinstance(settled, ScreeningSettlement):
        return {settled.decided_by_id}
    return {
        settled.proposed_by_id, settled.seconded_by_id, settled.idva_id, settled.decided_by_id
    }  # fmt: skip


def _waiting(rows: QuerySet[Any]) -> QuerySet[Any]:
    waiting = rows.filter(audit=EarlySettlement.Audit.WAITING)
    return waiting.select_related("case__panel").order_by("decided_at", "pk")[:SHOWN]


def saved_since(since: datetime) -> list[Saved]:
    """Return for each panel how much was settled early since then, for those who may count.

    Counted by the database, which gives sums alone and leaves out what is kept from the asker.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_settled_counted(%s)", [since])
        return [Saved(*row) for row in cursor.fetchall()]


def saved_between(since: datetime, until: datetime) -> list[Saved]:
    """Return the same for whole months that are over, for those who steer and read no case."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_settled_counted(%s, %s)", [since, until])
        return [Saved(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Answered:
    """Of one agency and month: how often it was asked and how it answered."""

    agency_id: UUID
    agency: str
    month: datetime
    asked: int
    in_time: int
    late: int
    unanswered: int
    nothing_known: int


def research_answered_since(since: datetime) -> list[Answered]:
    """Return the trend of each agency's answers by month, for those who may count."""
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.marac_research_counted(%s)", [since])
        return [Answered(*row) for row in cursor.fetchall()]
