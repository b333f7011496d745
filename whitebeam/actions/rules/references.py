"""References of actions: short enough to say in a meeting, telling nothing of when or how many."""

import secrets

# No vowels, so no words; nothing that is easily taken for another: no 0 1 5 8, no B I L O S U V Z.
ALPHABET = "234679CDFGHJKMNPQRTWXY"
PREFIX = "A"
LENGTH = 6


def new_reference() -> str:
    """Return a reference nobody could guess, like A-7K3P9T."""
    return f"{PREFIX}-{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"
