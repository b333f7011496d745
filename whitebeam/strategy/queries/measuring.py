"""What released figures say of the plan: beside its projects, and in its papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.indicators.models import Indicator
from whitebeam.indicators.queries import book, dashboard
from whitebeam.indicators.queries.dashboard import Point, Series
from whitebeam.indicators.rules import definitions
from whitebeam.strategy import policy
from whitebeam.strategy.models import Figure, Link, Project


@dataclass(frozen=True, slots=True)
class Moment:
    """When a page is opened: the moment decides what is out, the day which definitions hold."""

    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of the book, with its newest number that is out, if there is one."""

    indicator: Indicator
    point: Point | None


def measures_of(project: Project, *, user: User, now: Moment) -> list[Measured]:
    """Return the indicators by which one sees whether a project works, as the user reads them."""
    codes = _codes(project.links.all())
    return [_newest(one) for one in dashboard.all_series(user, at=now.at, on=now.on, codes=codes)]


def released_between(first: date, last: date, *, user: User, now: Moment) -> list[Measured]:
    """Return every indicator, by pillar, with its newest number of these days that is out."""
    found = dashboard.all_series(user, at=now.at, on=min(last, now.on))
    newest = [_newest(one, first=first, last=last) for one in found]
    pillars = list(Indicator.Pillar)
    return sorted(newest, key=lambda one: pillars.index(Indicator.Pillar(one.indicator.pillar)))


def indicator_called(code: str) -> Indicator | None:
    """Return the newest version of an indicator, if the book has it."""
    return next(iter(book.versions_of(code)), None)


def projects_by(code: str, *, user: User) -> QuerySet[Project]:
    """Return the projects that an indicator shows to work or not, as the user may read them."""
    linked = Link.objects.filter(kind=Link.Kind.INDICATOR, code=code)
    rows = policy.visible_to(user).filter(pk__in=linked.values("project"))
    return (
        rows.select_related("owner_agency", "owner_group", "strand")
        .prefetch_related("parts__owner_agency")
        .order_by("strand__number", "position", "pk")
    )


def told_of(code: str) -> list[Figure]:
    """Return the numbers that documents of the plan give for an indicator."""
    rows = Figure.objects.filter(indicator_code=code, ended_on=None, project__isnull=False)
    return list(rows.order_by("code"))


def titles_with_numbers(on: date) -> list[str]:
    """Return the names and units of the book that hold a number, such as within 28 days."""
    words = (text for one in book.in_force(on) for text in (one.title, unit_after(one)))
    return [text for text in words if any(map(str.isdigit, text))]


def unit_after(indicator: Indicator) -> str:
    """Return the words that stand after a printed number; a share has its sign already."""
    return definitions.unit_after(indicator.unit_words)


def _codes(links: Iterable[Link]) -> list[str]:
    return [link.code for link in links if link.kind == Link.Kind.INDICATOR]


def _newest(series: Series, *, first: date = date.min, last: date = date.max) -> Measured:
    within = [
        point
        for point in series.points
        if point.reading.value is not None and first <= point.period.ends_on <= last
    ]
    return Measured(series.indicator, within[-1] if within else None)
