"""A code that is read out over a telephone: nothing in it sounds or looks like another letter.

What is kept of it is the hash of a slow hash. Whoever comes in shows the slow hash, and the
database compares: the code itself stands in no statement, and what is kept opens nothing.
"""

import hashlib
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


def kept_of(code: str) -> str:
    """Return what is kept of a new code: a salt, and the hash of the code's slow hash."""
    salt = secrets.token_hex(16)
    return f"{salt}${hashlib.sha256(bytes.fromhex(_slow(code, salt))).hexdigest()}"


def proof_of(code: str, *, kept: str) -> str:
    """Return what proves to the database that somebody knows the code of which this is kept."""
    return _slow(code, kept.partition("$")[0])


def _slow(code: str, salt: str) -> str:
    spoken = as_typed(code).encode()
    return hashlib.scrypt(spoken, salt=salt.encode(), n=2**14, r=8, p=1, dklen=32).hex()
