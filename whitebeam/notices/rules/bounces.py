"""Reads a message that a mail server sent back: which of ours it was, and whether that is final."""

import re
from dataclasses import dataclass
from uuid import UUID

# Our own message carries its reference as its Message-ID; a report quotes it, whole or as headers.
OURS = re.compile(rb"^Message-ID:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.I | re.M)
FINAL = re.compile(rb"^Action:\s*failed\s*$", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Returned:
    """A message of ours that came back."""

    reference: UUID
    is_final: bool


def returned(report: bytes) -> Returned | None:
    """Return which message of ours this report (RFC 3464) is about, or nothing."""
    plain = report.replace(b"\r\n", b"\n")
    found = OURS.findall(plain)
    # The report has a Message-ID of its own; ours is the one it quotes, which comes last.
    return Returned(UUID(found[-1].decode()), bool(FINAL.search(plain))) if found else None
