"""A referral goes forward only when who harms whom was looked at, where both are said to."""

from collections.abc import Iterable

from whitebeam.kernel.errors import Refused
from whitebeam.referrals.models import Part, Referral
from whitebeam.risk.services.reviewing import NEEDED, pairs_to_check

Pair = tuple[Part, Part]


def pairs_open(referral: Referral) -> list[Pair]:
    """Return the pairs, harmed first, whose structured check is still to be saved."""
    parts = list(referral.parts.select_related("person"))
    harmed = {part.person_id: part for part in _in(parts, Part.Kind.VICTIM)}
    harming = {part.person_id: part for part in _in(parts, Part.Kind.PERPETRATOR)}
    return [(harmed[one], harming[other]) for one, other in pairs_to_check(harmed, harming)]


def require_reviewed(referral: Referral) -> None:
    """Let a referral go forward only when no check of its people is open.

    :raises Refused: until the structured check is saved
    """
    if pairs_open(referral):
        raise Refused(NEEDED)


def _in(parts: Iterable[Part], kind: Part.Kind) -> list[Part]:
    return [part for part in parts if part.kind == kind]
