"""References of decisions: short, said in a meeting, telling nothing of how many there are."""

import secrets

ALPHABET = "234679CDFGHJKMNPQRTWXY"
LENGTH = 6


def new_reference() -> str:
    """Return a reference nobody could guess, like D-7K3P9T."""
    return f"D-{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"
