"""Eight quarters of invented returns; all but the newest quarter's are released."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import groupby

from whitebeam.accounts.models import User
from whitebeam.demonstration.rules import figures
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.indicators.models import Figure, Indicator, Release, Return, Step
from whitebeam.indicators.queries import book, releases
from whitebeam.indicators.rules.definitions import Line, Unit
from whitebeam.indicators.rules.periods import Cadence, Period, last_periods, period_of
from whitebeam.indicators.rules.reading import Part
from whitebeam.indicators.rules.tables import fingerprint, safe
from whitebeam.indicators.services.releasing import CHECKS, freeze
from whitebeam.kernel.clocks import LONDON
from whitebeam.partners.models import Agency, Area, Duty, Membership

QUARTERS, YEARS = 8, 2
# Whose newest return is still to be filled in: the first is what the journey of a data owner fills.
OPEN_NOW = ("kent-police", "look-ahead")
Pair = tuple[User, User]
Values = dict[Line, tuple[Decimal | None, Decimal | None]]


def write_figures(*, seed: int, at: datetime) -> None:
    """Write the returns and releases of the last two years, where the pack asks for any.

    It writes as the role that loads, so it runs inside `copying.as_bulk`.
    """
    keepers = _pair(Duty.KEEP_INDICATORS)
    if keepers is None or Return.objects.exists() or not Indicator.objects.exists():
        return
    on = at.astimezone(LONDON).date()
    quarters = last_periods(period_of(on).before, QUARTERS)
    years = last_periods(period_of(on, cadence=Cadence.YEAR).before, YEARS)
    for place, period in enumerate((*quarters, *years)):
        is_newest = place == QUARTERS - 1
        _write_period(period, place % QUARTERS, keepers, seed=seed, is_newest=is_newest)
    due = [*quarters[:-1], *years]
    for number, period in enumerate(sorted(due, key=lambda one: one.ends_on), 1):
        _release(period, number, keepers)


def _write_period(period: Period, place: int, keepers: Pair, *, seed: int, is_newest: bool) -> None:
    for (agency, is_computed), days in _asked(period):
        if is_computed and not is_newest:
            continue
        due = book.due_on(period, working_days=days)
        signed_at = datetime.combine(due - timedelta(days=2), time(11), tzinfo=LONDON)
        owner = Return(agency=agency, period=period.code, due_on=due, is_computed=is_computed)
        is_open = is_newest and (is_computed or agency.code in OPEN_NOW)
        if not is_open:
            owner.state = Return.State.SIGNED
            owner.sent_by, owner.signed_by = _pair(Duty.SUBMIT_RETURNS, agency) or keepers
            owner.sent_at = owner.signed_at = signed_at
        owner.save(force_insert=True)
        opened = datetime.combine(period.ends_on, time(6), tzinfo=LONDON)
        Step.objects.create(owner=owner, kind=Step.Kind.OPENED, at=opened)
        if not is_open:
            Step.objects.create(
                owner=owner, kind=Step.Kind.SIGNED, by=owner.signed_by, at=signed_at
            )
            Figure.objects.bulk_create(_figures(owner, period, place, seed))


def _asked(period: Period) -> list[tuple[tuple[Agency, bool], int]]:
    return [
        (key, max(days for _, _, days in rows))
        for key, rows in groupby(
            sorted(book.agencies_asked(period), key=lambda row: (row[0].code, row[1])),
            key=lambda row: (row[0], row[1]),
        )
    ]


def _figures(owner: Return, period: Period, place: int, seed: int) -> list[Figure]:
    indicators = book.asked_of(owner.agency, period, is_computed=False)
    owners = book.owners_of(one.code for one in indicators)
    parts = book.parts_of(indicators, book.areas_served(owner.agency))
    areas = {area.code: area for area in Area.objects.all()}
    rows = []
    for indicator, part in zip(indicators, parts, strict=True):
        dice = Dice(seed, f"{indicator.code}:{owner.agency.code}:{period.code}")
        many = len(owners[indicator.code])
        for line, (number, whole) in _values(indicator, part, many, place, dice).items():
            rows.append(
                Figure(
                    owner=owner,
                    indicator=indicator,
                    area=areas.get(line.area),
                    breakdown=line.breakdown,
                    group=line.group,
                    numerator=number,
                    denominator=whole,
                )
            )
    return rows


def _values(indicator: Indicator, part: Part, owners: int, place: int, dice: Dice) -> Values:
    unit, code = Unit(indicator.unit), indicator.code
    wholes = _wholes(indicator, part, owners, dice)
    share = figures.whole_of(code, owners)[1] + figures.moved(code, place)
    if unit is Unit.PERCENT:
        parts = {line: figures.part_of(whole, share, dice) for line, whole in wholes.items()}
    else:
        level = figures.steady(figures.level_of(code, owners), dice)
        parts = _shared(level, part, dice)
    if unit is Unit.PERCENT and len(parts) > 1:
        total = next(line for line in parts if line.is_total)
        parts[total] = sum(number for line, number in parts.items() if line.area)
    return {
        line: (Decimal(number), Decimal(wholes[line]) if indicator.whole_name else None)
        for line, number in parts.items()
    }


def _wholes(indicator: Indicator, part: Part, owners: int, dice: Dice) -> dict[Line, int]:
    if Unit(indicator.unit) is Unit.RATE:
        # Who lives where does not change with the quarter.
        whole = figures.residents_of(indicator.code) // owners
        return _shared(whole, part, Dice(0, "residents"))
    level = figures.whole_of(indicator.code, owners)[0]
    return _shared(figures.steady(level, dice), part, dice)


def _shared(total: int, part: Part, dice: Dice) -> dict[Line, int]:
    found: dict[Line, int] = {}
    kinds = {(bool(line.area), line.breakdown) for line in part.lines if not line.is_total}
    for line in part.lines:
        if line.is_total:
            found[line] = total
    for is_district, breakdown in sorted(kinds):
        members = [
            line
            for line in part.lines
            if not line.is_total and (bool(line.area), line.breakdown) == (is_district, breakdown)
        ]
        found |= dict(zip(members, figures.shared_out(total, len(members), dice), strict=True))
    return found


def _release(period: Period, number: int, keepers: Pair) -> None:
    exact = releases.signed_figures(period)
    if not exact:
        return
    rule = releases.rule_in_force()
    lines = safe(releases.tables_of(exact), earlier=(), rule=rule)
    made = datetime.combine(period.ends_on + timedelta(days=45), time(9, 30), tzinfo=LONDON)
    maker, second = keepers
    release = Release(
        number=number,
        title=f"Activity indicators, {period.label}",
        period=period.code,
        rule={
            "smallest_shown": rule.smallest_shown,
            "base": rule.base,
            "narrowest": rule.narrowest,
        },
        fingerprint=fingerprint(lines),
        made_by=maker,
        made_at=made - timedelta(days=3),
        embargo_until=made,
        checks=sorted(CHECKS),
        approved_by=second,
        approved_at=made - timedelta(days=1),
    )
    release.save(force_insert=True)
    freeze(release, exact, lines)


def _pair(duty: Duty, agency: Agency | None = None) -> Pair | None:
    held = Membership.objects.filter(duties__contains=[duty]).select_related("user")
    if agency is not None:
        held = held.filter(agency=agency)
    found = [one.user for one in held.order_by("user__email")[:2]]
    return (found[0], found[1]) if len(found) == 2 else None
