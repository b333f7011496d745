"""The review of a strategy: what was found to each question, and the decision."""

from datetime import date
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.strategy import policy
from whitebeam.strategy.events import Happened
from whitebeam.strategy.models import Criterion, Review

NOT_YOURS = "Only a keeper of the plan records its review"


@transaction.atomic
def find(
    *, criterion_id: UUID, finding: Criterion.Finding, words: str, by: User, on: date
) -> Criterion:
    """Record what was found to a question of the review.

    :raises Refused: if the user may not, or the review is decided
    """
    if not policy.keeps(by):
        raise Refused(NOT_YOURS)
    open_ones = Criterion.objects.filter(review__decision="")
    criterion = open_ones.select_for_update(of=("self",)).filter(pk=criterion_id).first()
    if criterion is None:
        raise Refused("The review is decided and changes no more")
    criterion.finding, criterion.words = finding, words
    criterion.found_by, criterion.found_on = by, on
    criterion.save(update_fields=["finding", "words", "found_by", "found_on", "updated_at"])
    audit.record(verb=Happened.CRITERION_FOUND, subject=criterion, finding=finding)
    return criterion


@transaction.atomic
def decide(
    *, review_id: UUID, decision: Review.Decision, reason: str, decided_by: str, by: User, on: date
) -> Review:
    """Record the decision on a strategy: keep it, update it, or write a new one.

    :raises Refused: if the user may not, a question is open, or it is decided already
    """
    if not policy.keeps(by):
        raise Refused(NOT_YOURS)
    review = Review.objects.select_for_update().filter(pk=review_id, decision="").first()
    if review is None:
        raise Refused("This review is decided already")
    if review.criteria.filter(finding="").exists():
        raise Refused("Answer every question of the review first")
    if not reason.strip() or not decided_by.strip():
        raise Refused("Say who decided and why")
    review.decision, review.decided_on = decision, on
    review.decided_by, review.reason, review.recorded_by = decided_by, reason, by
    review.save(
        update_fields=[
            *("decision", "decided_on", "decided_by", "reason", "recorded_by", "updated_at")
        ]
    )
    audit.record(verb=Happened.REVIEW_DECIDED, subject=review, decided=decision)
    return review
