"""Notices as the inbox prints them."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from whitebeam.kernel.clocks import LONDON
from whitebeam.notices.models import Notice
from whitebeam.notices.rules.wording import wording_of


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice, ready to print."""

    sentence: str
    reference: str
    when: str
    is_new: bool
    is_late: bool
    href: str

    @classmethod
    def of(cls, notice: Notice, *, now: datetime) -> "NoticeRow":
        wording = wording_of(notice.template)
        return cls(
            sentence=wording.sentence,
            reference=notice.reference,
            when=_moment(notice.made_at, now=now),
            is_new=notice.read_at is None,
            is_late=wording.is_late,
            href=reverse("notices:open", args=[notice.pk]),
        )


def subject_page(notice: Notice) -> str:
    """Return the address of the page that shows what a notice is about, or of the inbox.

    Whether the reader may still see it, that page decides.
    """
    wording = wording_of(notice.template)
    if not wording.place:
        return reverse("notices:inbox")
    try:
        return reverse(wording.place, args=[notice.about_id] if wording.place_takes_id else [])
    except NoReverseMatch:
        return reverse("notices:inbox")


def _moment(at: datetime, *, now: datetime) -> str:
    here, today = at.astimezone(LONDON), now.astimezone(LONDON)
    days = (today.date() - here.date()).days
    if days in {0, 1}:
        return f"{('today', 'yesterday')[days]} {here:%H:%M}"
    year = f" {here.year}" if here.year != today.year else ""
    return f"{here:%a} {here.day} {here:%B}{year} {here:%H:%M}"
