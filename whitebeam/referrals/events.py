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
