"""References of referrals: short, said over the phone, telling nothing of when or how many.

Seven random characters and a check character that catches any one wrong character and nearly every
swap of two neighbours (Luhn, modulo the size of the alphabet).
"""

import secrets

# No vowels, so no words; nothing that is easily taken for another: no 0 1 5 8, no B I L O S U V Z.
ALPHABET = "234679CDFGHJKMNPQRTWXY"
PREFIX = "WB"
RANDOM_LENGTH = 7
HALF = 4


def new_reference(prefix: str = PREFIX) -> str:
    """Return a reference nobody could guess, like WB-7F3K-29QX."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    whole = body + check_character(body)
    return f"{prefix}-{whole[:HALF]}-{whole[HALF:]}"


def is_reference(text: str) -> bool:
    """Say whether this could be a reference: the right length, and its check character agrees."""
    bare = "".join(text.upper().replace("-", " ").split())
    body = bare.removeprefix(PREFIX)
    if len(body) != RANDOM_LENGTH + 1 or set(body) - set(ALPHABET):
        return False
    return check_character(body[:-1]) == body[-1]


def check_character(body: str) -> str:
    """Return the character that completes the body."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]
