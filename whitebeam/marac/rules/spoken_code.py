"""A code that is read out over a telephone: nothing in it sounds or looks like another letter."""

import secrets

# Without vowels, and without what is misheard: B D P T V, M N, S F, C Z; 1 I, 0 O, 5 9.
LETTERS = "GHJKLQRWXY234678"
GROUPS, LENGTH = 4, 4


def new_code() -> str:
    """Return 16 random characters in groups, 64 bits in all."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def as_typed(code: str) -> str:
    """Return a code as it is compared: without spaces, dashes or case."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
