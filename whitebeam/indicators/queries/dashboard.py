"""The dashboard: what is out, for one period or through time, always with its definition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.indicators import policy
from whitebeam.indicators.models import Cell, Commentary, Indicator, Release
from whitebeam.indicators.queries import book
from whitebeam.indicators.queries.releases import out_on, place_of
from whitebeam.indicators.rules.definitions import Unit
from whitebeam.indicators.rules.periods import Period, read_period
from whitebeam.indicators.rules.readings import Reading, read
from whitebeam.indicators.rules.tables import EVERYONE, At
from whitebeam.partners.models import Area

NOT_RELEASED = Reading(None, "Not released")


@dataclass(frozen=True, slots=True)
class Point:
    """One number of a series, with its period, its release and what was said of it."""

    period: Period
    reading: Reading
    release: int
    version: int
    explanation: str

    @property
    def is_comparable(self) -> bool:
        """Say whether the same people were counted as in the points beside it."""
        return "Without the figures of" not in self.explanation


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator for one place through all the periods that are out, oldest first."""

    indicator: Indicator
    points: tuple[Point, ...]

    def at(self, period: str) -> Point | None:
        """Return the point of a period, if there is one."""
        return next((one for one in self.points if one.period.code == period), None)


def periods_out(user: User, *, at: datetime) -> list[Period]:
    """Return the periods of which something is out, the newest first."""
    found = [read_period(one.period) for one in out_on(user, at=at)]
    return sorted(found, reverse=True)


def all_series(
    user: User, *, at: datetime, on: date, area: str = "", codes: Iterable[str] | None = None
) -> list[Series]:
    """Return every indicator of the book with its numbers for one district, or for everybody."""
    indicators = list(book.in_force(on))
    if codes is not None:
        indicators = [one for one in indicators if one.code in set(codes)]
    cells = _cells(out_on(user, at=at), [one.code for one in indicators])
    here = Q(area__code=area) if area else Q(area=None)
    by_code: dict[str, list[Point]] = {}
    for cell in cells.filter(here, breakdown=""):
        by_code.setdefault(cell.indicator.code, []).append(_point(cell))
    return [
        Series(one, tuple(sorted(by_code.get(one.code, ()), key=lambda point: point.period)))
        for one in indicators
    ]


def lines_of(user: User, *, code: str, period: str, at: datetime) -> dict[At, Point]:
    """Return every printed line of one indicator in one period."""
    out = out_on(user, at=at).filter(period=period)
    return {place_of(cell): _point(cell) for cell in _cells(out, [code])}


def area_names() -> dict[str, str]:
    """Return the districts by code, in the order of their names."""
    rows = Area.objects.filter(ended_on=None).order_by("name")
    return dict(rows.values_list("code", "name"))


def words_beside(user: User, *, code: str) -> list[Commentary]:
    """Return what was said beside an indicator's numbers, the newest first."""
    rows = policy.commentaries_seen_by(user).filter(indicator_code=code)
    return list(rows.select_related("agency", "by").order_by("-at"))


def whole_of(lines: dict[At, Point]) -> Reading:
    """Return the number for everybody together."""
    return lines[EVERYONE].reading if EVERYONE in lines else NOT_RELEASED


def _cells(out: Iterable[Release], codes: Sequence[str]) -> QuerySet[Cell]:
    return Cell.objects.filter(
        release__in=[one.pk for one in out], indicator__code__in=codes
    ).select_related("indicator", "area", "release")


def _point(cell: Cell) -> Point:
    reading = read(
        unit=Unit(cell.indicator.unit),
        per=cell.indicator.per,
        part=cell.numerator,
        whole=cell.denominator,
        is_hidden=cell.is_hidden,
    )
    return Point(
        read_period(cell.release.period),
        reading,
        cell.release.number,
        cell.indicator.version,
        cell.explanation,
    )
