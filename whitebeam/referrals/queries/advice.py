"""Advice contacts, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from whitebeam.referrals.models import AdviceContact

ROWS = 25


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """Rows, and the mark from which the next page goes on; empty on the last."""

    rows: Sequence[AdviceContact]
    before: str = ""


def advice_page(advice: QuerySet[AdviceContact], *, before: str) -> AdvicePage:
    """Return the contacts before a mark; a mark that cannot be read is the beginning."""
    found = advice.select_related("area").order_by("-at", "-id")
    if mark := _mark(before):
        at, key = mark
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=key))
    rows = list(found[: ROWS + 1])
    if len(rows) <= ROWS:
        return AdvicePage(rows)
    last = rows[ROWS - 1]
    return AdvicePage(rows[:ROWS], f"{last.at.isoformat()},{last.pk}")


def _mark(text: str) -> tuple[datetime, UUID] | None:
    at, _, key = text.partition(",")
    try:
        return datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None
