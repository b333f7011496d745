"""What the audit calls the deeds and readings of this app."""

from enum import StrEnum


class Happened(StrEnum):
    PROPOSED = "actions.action.proposed"
    VOLUNTEERED = "actions.action.volunteered"
    ACCEPTED = "actions.action.accepted"
    STARTED = "actions.action.started"
    COMPLETED = "actions.action.completed"
    NOT_POSSIBLE = "actions.action.not_possible"
    NOT_UNDERTAKEN = "actions.action.not_undertaken"
    SUPERSEDED = "actions.action.superseded"
    DAY_CHANGED = "actions.action.day_changed"
    REASSIGNED = "actions.action.reassigned"
    OFFERED_ELSEWHERE = "actions.action.offered_elsewhere"
    CHASED = "actions.action.chased"
    OPENED = "actions.action.opened"
    EVIDENCE_ADDED = "actions.evidence.added"
    EVIDENCE_REFUSED = "actions.evidence.refused"
    EVIDENCE_REMOVED = "actions.evidence.removed"
    EVIDENCE_OPENED = "actions.evidence.opened"
    EVIDENCE_CHECKED = "actions.evidence.checked"
    LISTED = "actions.action.listed"
    FIGURES_OPENED = "actions.figures.opened"
