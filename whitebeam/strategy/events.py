"""What the audit records about the strategy."""

from enum import StrEnum


class Happened(StrEnum):
    PLAN_OPENED = "strategy.plan.opened"
    COMMITMENT_WORDED = "strategy.commitment.worded"
    PROJECT_ADDED = "strategy.project.added"
    PROJECT_CHANGED = "strategy.project.changed"
    PROJECT_HELD_BACK = "strategy.project.held_back"
    UPDATE_SENT = "strategy.update.sent"
    UPDATE_RETURNED = "strategy.update.returned"
    UPDATE_SIGNED_OFF = "strategy.update.signed_off"
    EVIDENCE_ADDED = "strategy.evidence.added"
    ROUND_PLANNED = "strategy.round.planned"
    ROUND_OPENED = "strategy.round.opened"
    OWNERS_ASKED = "strategy.owners.asked"
    OWNER_CHASED = "strategy.owner.chased"
    PAPER_COMPOSED = "strategy.paper.composed"
    SECTION_SAVED = "strategy.section.saved"
    COMMENT_MADE = "strategy.comment.made"
    COMMENT_SETTLED = "strategy.comment.settled"
    PATHWAY_ADDED = "strategy.pathway.added"
    PAPER_FINISHED = "strategy.paper.finished"
    PAPER_EXPORTED = "strategy.paper.exported"
    CONSULTATION_ADDED = "strategy.consultation.added"
    CRITERION_FOUND = "strategy.criterion.found"
    REVIEW_DECIDED = "strategy.review.decided"
