"""What the audit calls the deeds and readings of this app."""

from enum import StrEnum


class Happened(StrEnum):
    REFERRED = "marac.case.referred"
    OPENED = "marac.case.opened"
    STATUS_OPENED = "marac.case.status_opened"
    LIST_OPENED = "marac.list.opened"
    ACCEPTED = "marac.case.accepted"
    RETURNED = "marac.case.returned"
    ANSWERED = "marac.case.answered"
    NOT_MET = "marac.case.not_met"
    ESCALATED = "marac.case.escalated"
    REPEAT_DECIDED = "marac.case.repeat_decided"
    LISTED = "marac.case.listed"
    DEFERRED = "marac.case.deferred"
    WITHDRAWN = "marac.case.withdrawn"
    HEARD = "marac.case.heard"
    CLOSED = "marac.case.closed"
    BLOCKED = "marac.case.blocked"
    UNBLOCKED = "marac.case.unblocked"
    SEATED = "marac.participant.seated"
    UNSEATED = "marac.participant.unseated"
    TRANSFER_SENT = "marac.transfer.sent"
    TRANSFER_RECEIVED = "marac.transfer.received"
    TRANSFER_CANCELLED = "marac.transfer.cancelled"
