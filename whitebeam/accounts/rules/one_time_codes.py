"""Time-based one-time codes (RFC 6238, SHA-1, six digits, thirty seconds)."""

import base64
import hashlib
import hmac
import struct

SECONDS = 30
DIGITS = 6
# One step either side, for a telephone whose clock is a little wrong.
TOLERANCE = 1


def code_at(secret: str, counter: int) -> str:
    """Return the code of this counter (RFC 4226, section 5.3)."""
    key = base64.b32decode(secret.encode("ascii"), casefold=True)
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def counter_of(moment: float) -> int:
    """Return the counter of this moment, given as seconds since 1970."""
    return int(moment) // SECONDS


def matching_counter(secret: str, code: str, *, moment: float, after: int) -> int | None:
    """Return the counter whose code was typed, if it is current and later than the last one used.

    A code is good once: the counter that is returned must be remembered as `after`.
    """
    typed = "".join(code.split())
    now = counter_of(moment)
    for counter in range(now - TOLERANCE, now + TOLERANCE + 1):
        if counter > after and hmac.compare_digest(code_at(secret, counter), typed):
            return counter
    return None
