"""Making the quarterly return: counted once, numbered, kept as it was."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Counted
from whitebeam.marac.models import QuarterReturn
from whitebeam.marac.queries.dataset import Span
from whitebeam.marac.rules.dataset import Cell


@transaction.atomic
def make_return(*, span: Span, cells: Sequence[Cell], by: User, at: datetime) -> QuarterReturn:
    """Keep a return of these months as it was counted. An earlier one of the same months stays.

    :raises Refused: if the user coordinates no panel, or the months are not over
    """
    agency = policy.agencies_as(by, policy.Capacity.COORDINATOR).order_by("name").first()
    if agency is None:
        raise Refused("You do not coordinate a panel")
    if at < span.until:
        raise Refused("These months are not over. Make the return when they are.")
    before = QuarterReturn.objects.filter(first_on=span.first_on, last_on=span.last_on).count()
    made = QuarterReturn.objects.create(
        number=f"{span.first_on:%Y-%m}-{before + 1}",
        first_on=span.first_on,
        last_on=span.last_on,
        cells=[as_kept(cell) for cell in cells],
        made_by=by,
        made_for=agency,
        made_at=at,
    )
    audit.record(verb=Counted.RETURN_MADE, subject=made, number=made.number)
    return made


def as_kept(cell: Cell) -> dict[str, object]:
    """Return a cell as it is kept: figures and words, never which cases it counts."""
    return {
        "code": cell.code,
        "label": cell.label,
        "value": cell.value,
        "unit": cell.unit,
        "whole": cell.whole,
        "note": cell.note,
    }
