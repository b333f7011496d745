"""The review of a strategy as its page prints it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from whitebeam.strategy.documents.parts import day
from whitebeam.strategy.models import Criterion, Review


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a review and what was found."""

    id: UUID
    question: str
    evidence: str
    finding: str
    words: str

    @classmethod
    def of(cls, criterion: Criterion) -> "Question":
        finding = criterion.get_finding_display() if criterion.finding else "Not answered yet"
        return cls(
            criterion.pk, criterion.question, criterion.evidence, finding, criterion.words or ""
        )


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A review with its clock."""

    id: UUID
    title: str
    clock: str
    is_late: bool
    decision: str
    questions: tuple[Question, ...]

    @classmethod
    def of(cls, review: Review, *, on: date) -> "ReviewCard":
        in_order = sorted(review.criteria.all(), key=lambda one: one.position)
        decided = ""
        if review.decided_on:
            decided = (
                f"{review.get_decision_display()}, {day(review.decided_on)}, {review.decided_by}"
            )
        return cls(
            review.pk,
            review.framework.name,
            _clock(review, on),
            not decided and on > review.due_until,
            decided,
            tuple(Question.of(each) for each in in_order),
        )


def _clock(review: Review, on: date) -> str:
    if on < review.due_from:
        return f"Begins {day(review.due_from)}, in {(review.due_from - on).days} days"
    if on <= review.due_until:
        return f"Running until {day(review.due_until)}"
    return f"Was due by {day(review.due_until)}"
