"""Which early settlements are read again: drawn from the case itself, so that nobody chooses."""

from hashlib import sha256
from uuid import UUID


def is_sampled(case_id: UUID, *, percent: int) -> bool:
    """Say whether this case is in the sample; the same case always gets the same answer."""
    drawn = int.from_bytes(sha256(b"early settlement " + case_id.bytes).digest()[:4], "big")
    return drawn % 100 < percent
