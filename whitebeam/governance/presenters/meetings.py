"""A meeting and its agenda as the pages print them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from whitebeam.governance.models import Item, Meeting, Paper
from whitebeam.governance.models.meetings import Label
from whitebeam.governance.presenters.days import day


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of an item, ready to print."""

    title: str
    pages: str
    label: str
    is_late: bool
    change: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of an agenda, ready to print."""

    pk: object
    heading: str
    purpose: str
    label: str
    labelled: str
    is_public: bool
    is_late: bool
    papers: tuple[PaperRow, ...]
    minute: str
    decisions: tuple[str, ...]

    @classmethod
    def of(cls, item: Item) -> "ItemRow":
        changes = [each for each in item.labellings.all() if each.paper_id is None]
        last = changes[-1] if changes else None
        said = f"by {last.by.name}, {day(last.at.date())}: {last.why}" if last else ""
        minute = getattr(item, "minute", None)
        return cls(
            pk=item.pk,
            heading=f"{item.position}. {item.title}",
            purpose=item.get_purpose_display(),
            label=item.get_label_display(),
            labelled=said,
            is_public=item.label == Label.PUBLIC,
            is_late=item.is_late,
            papers=tuple(_paper_row(paper) for paper in item.papers.all()),
            minute=str(minute.text) if minute else "",
            decisions=tuple(f"{each.reference}: {each.text}" for each in item.decisions.all()),
        )


def _paper_row(paper: Paper) -> PaperRow:
    numbers = [page.number for page in paper.pages.all()]
    pages = f"page {numbers[0]}" if len(numbers) == 1 else ""
    if len(numbers) > 1:
        pages = f"pages {min(numbers)} to {max(numbers)}"
    return PaperRow(
        title=str(paper.title),
        pages=pages,
        label=paper.get_label_display(),
        is_late=paper.is_late,
        change=reverse("governance:label_paper", args=[paper.pk]),
    )


def state_of(meeting: Meeting) -> str:
    """Return how far a meeting has come."""
    if meeting.signed_at:
        return "Minutes signed"
    return "Pack sent" if meeting.pack_sent_at else "Being prepared"


def meeting_rows(meetings: Iterable[Meeting]) -> list[list[Any]]:
    """Return meetings as table rows."""
    return [
        [
            {"text": day(each.on), "href": reverse("governance:meeting", args=[each.pk])},
            each.place,
            state_of(each),
        ]
        for each in meetings
    ]
