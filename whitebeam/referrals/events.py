"""What the audit calls the deeds and readings of this app."""

from enum import StrEnum


class Happened(StrEnum):
    DRAFT_STARTED = "referrals.draft.started"
    DRAFT_DISCARDED = "referrals.draft.discarded"
    KNOWN_FACTS_SHOWN = "referrals.draft.known_facts_shown"
    REFERRAL_SENT = "referrals.referral.sent"
    RECEIPT_OPENED = "referrals.referral.receipt_opened"
    DOCUMENT_ADDED = "referrals.document.added"
    DOCUMENT_REFUSED = "referrals.document.refused"
    DOCUMENT_REMOVED = "referrals.document.removed"
    DOCUMENT_CHECKED = "referrals.document.checked"
    DOCUMENT_OPENED = "referrals.document.opened"
    ADVICE_ASKED = "referrals.advice.asked"
    ADVICE_GIVEN = "referrals.advice.given"
    ADVICE_OPENED = "referrals.advice.opened"
    RULE_ADOPTED = "referrals.routing_rule.adopted"
    RULE_ENDED = "referrals.routing_rule.ended"


class Moved(StrEnum):
    """Steps of a referral after it was sent."""

    CLAIMED = "referrals.queue.claimed"
    HANDED_BACK = "referrals.queue.handed_back"
    TAKEN_OVER = "referrals.queue.taken_over"
    CLAIM_RAN_OUT = "referrals.queue.claim_ran_out"
    ESCALATED = "referrals.queue.escalated"
    QUEUE_CHANGED = "referrals.queue.changed"
    REASSIGNED = "referrals.referral.reassigned"
    OPENED = "referrals.referral.opened"
    STATUS_OPENED = "referrals.referral.status_opened"
    ACCEPTED = "referrals.referral.accepted"
    DECLINED = "referrals.referral.declined"
    RETURNED = "referrals.referral.returned"
    ANSWERED = "referrals.referral.answered"
    RECALLED = "referrals.referral.recalled"
    CORRECTED = "referrals.referral.corrected"
    CORRECTION_SEEN = "referrals.referral.correction_seen"
    HANDED_OVER = "referrals.referral.handed_over"
    TRANSFER_SENT = "referrals.transfer.sent"
    TRANSFER_RECEIVED = "referrals.transfer.received"
    TRANSFER_CHASED = "referrals.transfer.chased"
    TRANSFER_CANCELLED = "referrals.transfer.cancelled"
    BLOCKED = "referrals.referral.blocked"
    UNBLOCKED = "referrals.referral.unblocked"
