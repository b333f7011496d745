"""Exact figures as a release takes them, releases as they were, and what is out on a day."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.indicators import policy
from whitebeam.indicators.models import Cell, Exact, Figure, Indicator, Release, Return
from whitebeam.indicators.queries import book
from whitebeam.indicators.rules.definitions import Unit
from whitebeam.indicators.rules.disclosure import Released, Rule
from whitebeam.indicators.rules.periods import Period
from whitebeam.indicators.rules.tables import (
    EVERYONE,
    At,
    Count,
    Lines,
    Printed,
    Table,
    released,
)
from whitebeam.kernel.paging import Page, page_of
from whitebeam.partners.queries import setting_in_force

Exacts = dict[Indicator, dict[At, Count]]


def rule_in_force() -> Rule:
    """Return the partnership's numbers of disclosure control."""
    usual = Rule()
    return Rule(
        smallest_shown=setting_in_force("figures.smallest_shown", default=usual.smallest_shown),
        base=setting_in_force("figures.rounding", default=usual.base),
    )


def signed_figures(period: Period) -> Exacts:
    """Return the figures of the signed returns of a period, all owners of each put together.

    Owners whose return is not signed are named beside what they are missing from.
    """
    indicators = {
        one.pk: one for one in book.in_force(period.ends_on).filter(cadence=period.cadence.value)
    }
    figures = (
        Figure.objects.filter(
            owner__period=period.code,
            owner__state=Return.State.SIGNED,
            indicator__in=list(indicators),
        )
        .select_related("area", "owner")
        .order_by("pk")
    )
    owners = book.owners_of(one.code for one in indicators.values())
    served = _only_district(agency for found in owners.values() for agency in found)
    exact: Exacts = {}
    given: dict[object, set[object]] = {}
    for figure in figures:
        indicator = indicators[figure.indicator_id]
        given.setdefault(indicator.pk, set()).add(figure.owner.agency_id)
        for at in _places(figure, indicator, served):
            _put(exact.setdefault(indicator, {}), at, figure)
    for indicator, counts in exact.items():
        owing = [a.name for a in owners[indicator.code] if a.pk not in given[indicator.pk]]
        if owing:
            said = f"Without the figures of {', '.join(owing)}."
            counts[EVERYONE] = _said(counts.get(EVERYONE, Count(None)), said)
    return exact


def tables_of(exact: Exacts) -> list[Table]:
    """Return exact figures as the rules of disclosure take them."""
    return [
        Table(
            indicator.code,
            Unit(indicator.unit),
            indicator.suppression == Indicator.Suppression.PEOPLE,
            counts,
            indicator.whole_code,
        )
        for indicator, counts in sorted(exact.items(), key=lambda item: item[0].code)
    ]


def exact_of(release: Release) -> Exacts:
    """Return the exact figures that a release was made from."""
    exact: Exacts = {}
    rows = Exact.objects.filter(release=release).select_related("indicator", "area")
    for row in rows.order_by("pk"):
        count = Count(row.numerator, row.denominator, row.explanation)
        exact.setdefault(row.indicator, {})[place_of(row)] = count
    return exact


def lines_of(release: Release) -> Lines:
    """Return what a release prints."""
    rows = Cell.objects.filter(release=release).select_related("indicator", "area")
    return {
        (row.indicator.code, place_of(row)): Printed(
            row.numerator, row.denominator, row.is_hidden, row.is_missing
        )
        for row in rows
    }


def cells_of(release: Release) -> QuerySet[Cell]:
    """Return the printed lines of a release, indicator by indicator."""
    rows = Cell.objects.filter(release=release).select_related("indicator", "area")
    return rows.order_by("indicator__number", "indicator__code")


def earlier(period: str, *, before: int | None = None) -> tuple[Released, ...]:
    """Return the approved releases of a period, as the next one must reckon with them."""
    found = Release.objects.filter(period=period, approved_at__isnull=False).order_by("number")
    if before is not None:
        found = found.filter(number__lt=before)
    return tuple(released(tables_of(exact_of(one)), lines_of(one)) for one in found)


def seen(user: User) -> QuerySet[Release]:
    """Return the releases that this user sees, with who made and approved each."""
    return policy.releases_seen_by(user).select_related("made_by", "approved_by", "restates")


def page_seen(user: User, *, after: str = "") -> Page[Release]:
    """Return a page of the releases that this user sees, the newest first."""
    return page_of(seen(user), "-number", after=after)


def out_on(user: User, *, at: datetime) -> QuerySet[Release]:
    """Return what was out at a moment: of each period the newest release of that moment."""
    found = policy.released_to(user).filter(approved_at__lte=at, embargo_until__lte=at)
    newest = found.order_by("period", "-number").distinct("period")
    return policy.released_to(user).filter(pk__in=newest.values("pk")).order_by("period")


def place_of(row: Figure | Exact | Cell) -> At:
    """Return where a line stands."""
    return (row.area.code if row.area else "", row.breakdown, row.group)


def _only_district(agencies: Iterable[object]) -> dict[object, str]:
    found = {}
    for agency in set(agencies):
        areas = book.areas_served(agency)  # type: ignore[arg-type]  # agencies of the owners
        if len(areas) == 1:
            found[agency.pk] = areas[0][0]  # type: ignore[attr-defined]  # and they have keys
    return found


def _places(figure: Figure, indicator: Indicator, served: dict[object, str]) -> list[At]:
    at = place_of(figure)
    only = served.get(figure.owner.agency_id)
    if at == EVERYONE and indicator.by_area and only:
        # An owner of one district gives it as its total.
        return [EVERYONE, (only, "", "")]
    return [at]


def _put(counts: dict[At, Count], at: At, figure: Figure) -> None:
    new = Count(figure.numerator, figure.denominator, figure.explanation)
    counts[at] = _added(counts[at], new) if at in counts else new


def _added(one: Count, other: Count) -> Count:
    return Count(
        _sum(one.part, other.part),
        _sum(one.whole, other.whole),
        " ".join(filter(None, dict.fromkeys((one.explanation, other.explanation)))),
    )


def _said(count: Count, words: str) -> Count:
    return Count(count.part, count.whole, f"{count.explanation} {words}".strip())


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if one is None else one if other is None else one + other
