"""Referrals and the work of getting them to the right team, one module an aggregate."""

from whitebeam.referrals.models.configuration import (
    FormVersion,
    Queue,
    Reason,
    RoutingRule,
)
from whitebeam.referrals.models.extras import AdviceContact, Document, Draft
from whitebeam.referrals.models.referral import (
    CaseBlock,
    Correction,
    HandOverNote,
    Part,
    Referral,
    StateChange,
    Transfer,
)
from whitebeam.referrals.models.triage import Claim, Escalation, QueueEntry

__all__ = [
    "AdviceContact",
    "CaseBlock",
    "Claim",
    "Correction",
    "Document",
    "Draft",
    "Escalation",
    "FormVersion",
    "HandOverNote",
    "Part",
    "Queue",
    "QueueEntry",
    "Reason",
    "Referral",
    "RoutingRule",
    "StateChange",
    "Transfer",
]
