"""What the audit records about itself."""

from enum import StrEnum


class Happened(StrEnum):
    LOG_READ = "audit.log.read"
    LOG_BROKEN = "audit.log.broken"
