"""What the audit records about standards."""

from enum import StrEnum


class Happened(StrEnum):
    CRITERION_ANSWERED = "accreditation.criterion.answered"
