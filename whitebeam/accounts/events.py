"""What the audit records about accounts."""

from enum import StrEnum


class Happened(StrEnum):
    SIGNED_IN = "accounts.user.signed_in"
    SIGNED_OUT = "accounts.user.signed_out"
    IDENTITY_CONFIRMED = "accounts.user.identity_confirmed"
    PASSWORD_CHANGED = "accounts.password.changed"  # noqa: S105 - an event, not a password
    PASSWORD_REPLACED = "accounts.password.replaced"  # noqa: S105 - an event, not a password
    FACTOR_ADDED = "accounts.second_factor.added"
    FACTOR_REMOVED = "accounts.second_factor.removed"
    FACTORS_RESET = "accounts.second_factor.reset"
    CODES_RENEWED = "accounts.recovery_codes.renewed"
    SESSION_ENDED = "accounts.session.ended"
    USER_ENDED = "accounts.user.ended"
    USER_SUSPENDED = "accounts.user.suspended"
    USER_INVITED = "accounts.user.joined"
    GUEST_ENTERED = "accounts.guest.entered"
