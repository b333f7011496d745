"""Validators of a new password (docs/security.md, signing in). Length rules stand in settings.

What they need to know of the partnership, `partners.passwords` adds.
"""

from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError

from whitebeam.accounts.models import User
from whitebeam.accounts.rules import passwords

LONGEST = 256
WORDS = Path(__file__).with_name("blocked_words.txt")
EASY = "Choose a password that is harder to guess, such as four words that have nothing in common"


@cache
def common_words() -> frozenset[str]:
    """Return the words that are blocked everywhere."""
    lines = (line.strip() for line in WORDS.read_text().splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


class NotTooLong:
    """A limit that only stops somebody from keeping the server busy hashing."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(f"Password must be {LONGEST} characters or fewer", code="long")

    def get_help_text(self) -> str:
        return f"At most {LONGEST} characters."


class NotEasilyGuessed:
    """No runs, no repeated letters, nothing made of common words or of the user's own name."""

    def validate(self, password: str, user: User | None = None) -> None:
        words = common_words() | _words_about(user)
        if passwords.is_too_simple(password) or passwords.is_made_of(password, words):
            raise ValidationError(EASY, code="easy")

    def get_help_text(self) -> str:
        return "Not made of common words, of your name, or of the names of agencies and places."


def _words_about(user: User | None) -> frozenset[str]:
    if user is None:
        return frozenset()
    mailbox, _, domain = user.email.partition("@")
    return frozenset({*user.name.split(), *mailbox.split("."), mailbox, *domain.split(".")})
