"""What the audit calls the deeds of this app."""

from enum import StrEnum


class Happened(StrEnum):
    STOPPED = "notices.notice.stopped"
    BOUNCED = "notices.notice.bounced"
