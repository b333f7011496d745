"""What the audit calls the deeds and readings of this app."""

from enum import StrEnum


class Happened(StrEnum):
    RETURN_OPENED = "indicators.return.opened"
    RETURN_READ = "indicators.return.read"
    FIGURES_SAVED = "indicators.return.figures_saved"
    SPREADSHEET_READ = "indicators.return.spreadsheet_read"
    SPREADSHEET_REFUSED = "indicators.return.spreadsheet_refused"
    COLUMNS_MAPPED = "indicators.return.columns_mapped"
    RETURN_COMPUTED = "indicators.return.computed"
    RETURN_SENT = "indicators.return.sent"
    RETURN_SENT_BACK = "indicators.return.sent_back"
    RETURN_SIGNED = "indicators.return.signed"
    RETURN_REOPENED = "indicators.return.reopened"
    RETURN_CHASED = "indicators.return.chased"
    RELEASE_MADE = "indicators.release.made"
    RELEASE_APPROVED = "indicators.release.approved"
    RELEASE_REJECTED = "indicators.release.rejected"
    RELEASE_REMADE = "indicators.release.remade"
    RELEASE_EXPORTED = "indicators.release.exported"
    DASHBOARD_OPENED = "indicators.dashboard.opened"
    COMMENTARY_ADDED = "indicators.commentary.added"
    QUESTION_ASKED = "indicators.question.asked"
    QUESTION_DECIDED = "indicators.question.decided"
