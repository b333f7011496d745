"""How the MARACs work, for the steering group: what waits now, and what audits found."""

from collections.abc import Sequence

from whitebeam.kernel.small_numbers import is_few
from whitebeam.marac.presenters.steering import FEW, Table, count_shown, share_shown
from whitebeam.marac.queries.counting_waits import Audits, Standing
from whitebeam.marac.queries.waits import Kind

COLUMNS = {
    Kind.RETURNED: "Referrer asked",
    Kind.UNLISTED: "On no list",
    Kind.PROPOSED: "Early settlement proposed",
    Kind.AUDIT: "To be read again",
    Kind.MINUTES: "Minutes to sign",
}


def standing(counted: Sequence[Standing], *, least: int) -> Table:
    """Return what waits now by district, with the longest of each."""
    areas = sorted({(one.area, one.panel) for one in counted})
    found = {(one.area, one.panel, one.kind): one for one in counted}
    return Table(
        "What waits now, and the longest of it",
        ("District", *COLUMNS.values()),
        tuple(
            (area, *(_cell(found.get((area, panel, kind)), least) for kind in COLUMNS))
            for area, panel in areas
        ),
        note="Whom each waits for is told once a day, once its clock has run out.",
    )


def audited(counted: Sequence[Audits], *, least: int) -> Table:
    """Return what the audit of a sample found of the cases that were settled early."""
    return Table(
        "Early settlements read again",
        ("District", "Settled early", "In the sample", "Rightly settled",
         "Should have been heard", "Not read yet"),
        tuple(
            (
                one.area,
                count_shown(one.settled, least=least),
                count_shown(one.sampled, least=least),
                share_shown(one.sound, one.sound + one.to_be_heard, least=least),
                share_shown(one.to_be_heard, one.sound + one.to_be_heard, least=least),
                count_shown(one.waiting, least=least),
            )
            for one in counted
        ),
        note=(
            "Somebody who did not settle it reads it again. What should have been heard goes on "
            "to a meeting, and no longer counts as settled."
        ),
    )  # fmt: skip


def at_screening(counted: Sequence[tuple[str, str, int]], *, least: int) -> Table:
    """Return by district what was settled at screening, which no second agency agreed to."""
    return Table(
        "Settled at screening",
        ("District", "Settled at screening"),
        tuple((area, count_shown(number, least=least)) for _, area, number in counted),
        note="One agency acted at once. These are not among those settled early.",
    )


def _cell(one: Standing | None, least: int) -> str:
    if one is None:
        return "0"
    if is_few(one.waiting, least=least):
        return FEW
    days = "1 day" if one.longest_days == 1 else f"{one.longest_days:,.0f} days"
    return f"{one.waiting:,} ({days})"
