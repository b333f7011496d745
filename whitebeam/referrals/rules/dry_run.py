"""What changed rules would have done with past referrals: counts by queue, nobody named."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from whitebeam.referrals.rules.routing import Rule, Subject, first_match


@dataclass(frozen=True, slots=True)
class Counted:
    """How many past referrals were alike in everything that routing looks at."""

    subject: Subject
    count: int


@dataclass(frozen=True, slots=True)
class QueueChange:
    """One queue's referrals by the rules of today and by the changed rules."""

    queue: UUID | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    changes: Sequence[QueueChange]
    moved: int
    total: int


def compare(
    past: Iterable[Counted], *, before: Sequence[Rule], after: Sequence[Rule]
) -> Comparison:
    """Return where past referrals go by each set of rules. No rule at all is the queue None."""
    was: Counter[UUID | None] = Counter()
    would: Counter[UUID | None] = Counter()
    moved = total = 0
    for counted in past:
        old, new = _queue(before, counted.subject), _queue(after, counted.subject)
        was[old] += counted.count
        would[new] += counted.count
        moved += counted.count if old != new else 0
        total += counted.count
    queues = sorted({*was, *would}, key=lambda queue: (-was[queue], str(queue)))
    return Comparison([QueueChange(q, was[q], would[q]) for q in queues], moved, total)


def _queue(rules: Sequence[Rule], subject: Subject) -> UUID | None:
    match = first_match(rules, subject=subject)
    return match.queue if match else None
