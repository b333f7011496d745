"""The words of messages about signing in. They say nothing of what the product is for."""

from dataclasses import dataclass

from whitebeam.accounts.models import OneUseLink

Kind = OneUseLink.Kind
SUBJECTS = {
    Kind.NEW_PASSWORD: "Your link",
    Kind.INVITATION: "An invitation",
    Kind.GUEST: "Your link",
}
OPENINGS = {
    Kind.NEW_PASSWORD: "You asked for a link. It works once, until {until}.",
    Kind.INVITATION: "You have been invited to use a system at work. The link works once, until"
    " {until}.",
    Kind.GUEST: "You asked for a link. It works once, until {until}. Have the number ready that"
    " the page showed you.",
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


def changed(*, what: str) -> Letter:
    """Return the message that something about an account changed."""
    return Letter(
        "Your account",
        f"{what}\n\nIf this was not you, tell your agency's lead at once.\n",
    )
