"""The words of messages about signing in. They say nothing of what the product is for."""

from dataclasses import dataclass

from whitebeam.accounts.models import OneUseLink

Kind = OneUseLink.Kind
SUBJECTS = {
    Kind.NEW_PASSWORD: "Your link",
    Kind.INVITATION: "An invitation",
    Kind.GUEST: "Your link",
    Kind.RESEARCH: "Your link",
}
OPENINGS = {
    Kind.NEW_PASSWORD: "You asked for a link. It works once, until {until}.",
    Kind.INVITATION: "You have been invited to use a system at work. The link works once, until"
    " {until}.",
    Kind.GUEST: "You asked for a link. It works once, until {until}. Have the number ready that"
    " the page showed you.",
    Kind.RESEARCH: "A colleague at a partner agency waits for your answer. The link works once,"
    " until {until}. Have the code ready that was read out to you.",
}
CHANGES = {
    "mfa/email/totp_activated": "A code app was added to your account.",
    "mfa/email/totp_deactivated": "The code app was taken off your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was taken off your account.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for your account.",
    "socialaccount/email/account_connected": "Your agency's sign-in was joined to your account.",
    "account/email/password_changed": "The password of your account was changed.",
}
CLOSING = "If you did not expect this message, you need do nothing."


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, ready to be sent."""

    subject: str
    body: str


def with_link(kind: OneUseLink.Kind, *, address: str, until: str) -> Letter:
    """Return the message that brings a link."""
    opening = OPENINGS[kind].format(until=until)
    return Letter(SUBJECTS[kind], f"{opening}\n\n{address}\n\n{CLOSING}\n")


def sign_in_as_usual(*, address: str) -> Letter:
    """Return the message to somebody who needs no guest link."""
    return Letter("Your link", f"You have an account. Please sign in as usual:\n\n{address}\n")


def changed(change: str) -> Letter:
    """Return the message that something about an account changed, by allauth's name of it."""
    return Letter(
        "Your account",
        f"{CHANGES[change]}\n\nIf this was not you, tell your agency's lead at once.\n",
    )
