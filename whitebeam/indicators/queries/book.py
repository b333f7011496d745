"""The indicator book as it stands on a day, and what each agency gives."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from whitebeam.indicators import policy
from whitebeam.indicators.models import Indicator, Ownership, PublishedFigure
from whitebeam.indicators.rules.definitions import Breakdown, Definition, Unit
from whitebeam.indicators.rules.periods import Period
from whitebeam.indicators.rules.reading import Part
from whitebeam.kernel.clocks import is_working_day
from whitebeam.partners.models import Agency, Area, Membership


def in_force(on: date) -> QuerySet[Indicator]:
    """Return the newest version of each indicator that has begun and has not ended."""
    newest = (
        Indicator.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), starts_on__lte=on)
        .order_by("code", "-version")
        .distinct("code")
    )
    return Indicator.objects.filter(pk__in=newest.values("pk")).order_by("number", "code")


def versions_of(code: str) -> list[Indicator]:
    """Return every version of an indicator, the newest first."""
    return list(Indicator.objects.filter(code=code).order_by("-version"))


def owners_of(codes: Iterable[str]) -> dict[str, list[Agency]]:
    """Return who gives each indicator, by its code."""
    found: dict[str, list[Agency]] = {}
    rows = Ownership.objects.filter(indicator_code__in=list(codes)).select_related("agency")
    for row in rows.order_by("agency__name"):
        found.setdefault(row.indicator_code, []).append(row.agency)
    return found


def asked_of(agency: Agency, period: Period, *, is_computed: bool) -> list[Indicator]:
    """Return the indicators that this agency gives for this period."""
    owned = Ownership.objects.filter(agency=agency).values("indicator_code")
    asked = in_force(period.ends_on).filter(cadence=period.cadence.value, code__in=owned)
    return list(asked.exclude(computed="") if is_computed else asked.filter(computed=""))


def agencies_asked(period: Period) -> list[tuple[Agency, bool, int]]:
    """Return who owes a return for this period, if it is computed, and after how many days."""
    asked = in_force(period.ends_on).filter(cadence=period.cadence.value)
    days: dict[tuple[str, bool], int] = {}
    agencies: dict[str, Agency] = {}
    owners = owners_of(one.code for one in asked)
    for one in asked:
        for agency in owners.get(one.code, ()):
            agencies[agency.code] = agency
            key = (agency.code, bool(one.computed))
            days[key] = max(days.get(key, 0), one.submission_days)
    return [(agencies[code], computed, most) for (code, computed), most in sorted(days.items())]


def due_on(period: Period, *, working_days: int) -> date:
    """Return the day so many working days after the end of a period."""
    day = period.ends_on
    while working_days:
        day += timedelta(days=1)
        working_days -= is_working_day(day)
    return day


def areas_served(agency: Agency) -> list[tuple[str, str]]:
    """Return the districts that an agency serves, by name."""
    served = Area.objects.filter(pk__in=agency.served.values("area"), ended_on=None)
    return list(served.order_by("name").values_list("code", "name"))


def parts_of(indicators: Sequence[Indicator], areas: Sequence[tuple[str, str]]) -> list[Part]:
    """Return each indicator with the lines that an owner of these districts gives."""
    found = []
    for one in indicators:
        definition = definition_of(one)
        found.append(Part(definition, one.title, tuple(definition.lines(areas))))
    return found


def definition_of(indicator: Indicator) -> Definition:
    """Return the parts of an indicator that decide what a return must hold."""
    return Definition(
        code=indicator.code,
        unit=Unit(indicator.unit),
        whole_name=indicator.whole_name,
        by_area=indicator.by_area,
        breakdowns=tuple(
            Breakdown(one["code"], one["name"], tuple(one["groups"].items()))
            for one in indicator.breakdowns
        ),
        most=indicator.most,
    )


def published_figures() -> list[PublishedFigure]:
    """Return the figures that papers name, in the order of the list."""
    return list(PublishedFigure.objects.filter(ended_on=None).order_by("number", "code"))


def readers() -> list[Membership]:
    """Return who was nominated to read the figures, agency by agency."""
    rows = policy.nominated().select_related("user", "agency", "added_by")
    return list(rows.order_by("agency__name", "user__name"))
