"""One honest page for the board: what is missing and stale first, then the rest."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.paging import Page, page_of
from whitebeam.strategy import policy
from whitebeam.strategy.models import (
    Consultation,
    Criterion,
    Project,
    Return,
    Review,
    Round,
    Update,
)
from whitebeam.strategy.queries.plan import current_framework
from whitebeam.strategy.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The quarter as the board reads it."""

    round: Round | None
    missing: tuple[Return, ...]
    standing: tuple[tuple[Project, Standing], ...]
    waiting: int
    held: int

    def of(self, *codes: str) -> list[tuple[Project, Standing]]:
        return [row for row in self.standing if row[1].code in codes]


def next_round(*, on: date) -> Round | None:
    """Return the round of the next board, or the newest before if none is set."""
    rows = Round.objects.select_related("strand__framework")
    coming = rows.filter(board_on__gte=on).order_by("board_on").first()
    return coming or rows.order_by("-board_on").first()


def rounds_to_come(*, on: date) -> list[Round]:
    """Return the rounds of boards to come, the next first."""
    rows = Round.objects.select_related("strand__framework").filter(board_on__gte=on)
    return list(rows.order_by("board_on", "pk"))


def rounds_before(*, on: date, after: str = "") -> Page[Round]:
    """Return a page of the rounds whose boards have met, the last first."""
    rows = Round.objects.select_related("strand__framework").filter(board_on__lt=on)
    return page_of(rows, "-board_on", "pk", after=after)


def board_page(*, user: User, on: date) -> BoardPage:
    """Return the page of the next board: its pillar's returns, and where the whole plan stands."""
    found = next_round(on=on)
    projects = list(
        policy.visible_to(user)
        .filter(strand__framework=current_framework(), parent=None)
        .select_related("owner_agency", "strand")
        .order_by("strand__number", "position", "pk")
    )
    standing = [
        (each, Standing.of(each.status, review_due_on=each.review_due_on, on=on))
        for each in projects
    ]
    missing = found.returns.filter(answered_at=None) if found else Return.objects.none()
    return BoardPage(
        round=found,
        missing=tuple(missing.select_related("project__owner_agency").order_by("project__name")),
        standing=tuple(sorted(standing, key=lambda row: row[1].place)),
        waiting=Update.objects.filter(state=Update.State.SUBMITTED).count(),
        held=sum(each.is_held_back for each in projects),
    )


def to_sign(user: User, *, after: str = "") -> Page[Update]:
    """Return a page of the updates that this keeper may sign off, longest waiting first."""
    rows = policy.updates_signable_by(user).select_related("project__strand", "agency")
    return page_of(rows, "submitted_at", "pk", after=after)


def count_to_sign(user: User) -> int:
    """Return how many updates this keeper may sign off."""
    return policy.updates_signable_by(user).count()


def owed(user: User) -> list[Return]:
    """Return what the user's agencies still owe, the next due first."""
    rows = policy.returns_owed_by(user).select_related("round__strand", "project")
    return list(rows.order_by("round__due_on", "project__name"))


def reviews() -> list[Review]:
    """Return the reviews of strategies with their questions."""
    return list(
        Review.objects.select_related("framework").prefetch_related("criteria").order_by("due_from")
    )


def consultations() -> list[Consultation]:
    """Return the consultations, with who was asked and what was said."""
    rows = Consultation.objects.filter(ended_on=None).select_related("framework")
    return list(rows.prefetch_related("parts", "themes").order_by("-framework__position", "name"))


def criterion(criterion_id: UUID) -> QuerySet[Criterion]:
    """Return one question of a review that is not decided."""
    return Criterion.objects.filter(pk=criterion_id, review__decision="")


def review(review_id: UUID) -> QuerySet[Review]:
    """Return one review that is not decided."""
    return Review.objects.filter(pk=review_id, decision="").select_related("framework")
