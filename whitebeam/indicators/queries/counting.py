"""Counts from records, for whoever keeps the indicators: numbers by district, of no one person."""

from decimal import Decimal
from uuid import UUID

from django.db import connection

from whitebeam.indicators.models import Indicator
from whitebeam.indicators.rules.checking import Value
from whitebeam.indicators.rules.counted import COUNTED
from whitebeam.indicators.rules.definitions import Line
from whitebeam.indicators.rules.periods import Period
from whitebeam.indicators.rules.reading import Part
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Area

NOUGHT = Decimal(0)


def counted(indicator: Indicator, part: Part, period: Period) -> dict[Line, Value]:
    """Return the figures of one computed indicator for a period, a nought where nothing happened.

    :raises Refused: if the book names a count that this installation does not know
    """
    known = COUNTED.get(indicator.computed)
    if known is None:
        raise Refused(f"Nothing here counts {indicator.code}")
    rows = _rows(known.function, period)
    codes = dict(Area.objects.values_list("pk", "code"))
    asks_whole = part.definition.asks_whole
    found = {line: Value(NOUGHT, NOUGHT if asks_whole else None) for line in part.lines}
    for area, number, whole in rows:
        for line in part.lines:
            if line.is_total or (area is not None and line.area == codes.get(area)):
                found[line] = _added(found[line], number, whole)
    if not part.definition.adds_up:
        return {line: value for line, value in found.items() if line.is_total}
    return found


def _rows(
    function: str, period: Period
) -> list[tuple[UUID | None, Decimal | None, Decimal | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"select area, part, whole from {function}(%s, %s)",  # noqa: S608 (our own names only)
            [period.starts_on, period.ends_on],
        )
        return list(cursor.fetchall())


def _added(value: Value, number: Decimal | None, whole: Decimal | None) -> Value:
    part = (value.numerator or NOUGHT) + (number or NOUGHT)
    of = value.denominator
    return Value(part, None if of is None else of + (whole or NOUGHT))
