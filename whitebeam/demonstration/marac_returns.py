"""The quarterly returns that coordinators have kept, counted as they count them on the page."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from whitebeam.demonstration.marac_world import a_worker
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import AgendaItem, Panel, QuarterReturn
from whitebeam.marac.queries.dataset import Span, cells_from
from whitebeam.marac.rules.months import months_after
from whitebeam.marac.services.returning import as_kept
from whitebeam.partners.models import Agency, Duty

QUARTERS = 8
# A return is made in the second week after its quarter.
AFTER = timedelta(days=9)


def keep_returns(*, at: datetime) -> int:
    """Let each coordinator keep the return of every quarter that is over; return how many.

    It writes as the role that loads, so it runs inside `copying.as_bulk`. Quarters of which a
    return is kept already are left alone.
    """
    spans = list(_quarters_over(at))
    return sum(_keep(agency, span) for agency in _coordinating() for span in spans)


def _keep(agency: Agency, span: Span) -> int:
    number = f"{span.first_on:%Y-%m}-1"
    coordinator = a_worker(agency, Duty.COORDINATE_MARAC)
    if coordinator is None or QuarterReturn.objects.filter(number=number).exists():
        return 0
    listings = AgendaItem.objects.filter(meeting__coordinated_by=agency)
    cells = cells_from(listings, [agency.pk], span)
    QuarterReturn.objects.create(
        number=number,
        first_on=span.first_on,
        last_on=span.last_on,
        cells=[as_kept(cell) for cell in cells],
        made_by=coordinator,
        made_for=agency,
        made_at=span.until + AFTER,
    )
    return 1


def _quarters_over(at: datetime) -> Iterator[Span]:
    """Yield the last quarters of which the return could be made by this moment, oldest first."""
    day = (at - AFTER).astimezone(LONDON).date()
    this = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    for back in range(QUARTERS, 0, -1):
        first = months_after(this, -3 * back)
        yield Span(first, months_after(first, 3) - timedelta(days=1))


def _coordinating() -> list[Agency]:
    panels = Panel.objects.filter(ended_on=None).values("coordinated_by")
    return list(Agency.objects.filter(pk__in=panels).order_by("name"))
