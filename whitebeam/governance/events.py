"""What the audit calls the deeds and readings of this app."""

from enum import StrEnum


class Happened(StrEnum):
    SEAT_FILLED = "governance.seat.filled"
    SITTING_ENDED = "governance.sitting.ended"
    MEETING_PLANNED = "governance.meeting.planned"
    MEETING_OPENED = "governance.meeting.opened"
    ATTENDANCE_KEPT = "governance.meeting.attendance_kept"
    MINUTES_SIGNED = "governance.meeting.minutes_signed"
    PACK_SENT = "governance.pack.sent"
    PACK_OPENED = "governance.pack.opened"
    ITEM_ADDED = "governance.item.added"
    ITEM_MINUTED = "governance.item.minuted"
    LABELLED = "governance.item.labelled"
    PAPER_ADDED = "governance.paper.added"
    DECIDED = "governance.decision.recorded"
    RESULT_KEPT = "governance.decision.result_kept"
    ACTION_AGREED = "governance.action.agreed"
    INTEREST_DECLARED = "governance.interest.declared"
    RISK_RECORDED = "governance.risk.recorded"
    RISK_REVIEWED = "governance.risk.reviewed"
    RISK_CLOSED = "governance.risk.closed"
    PAPER_PLANNED = "governance.planned.added"
    PAPER_PLACED = "governance.planned.placed"
    LOG_OPENED = "governance.log.opened"
