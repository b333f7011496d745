"""What coordinators decided about cases and lists, for the steering group."""

from collections.abc import Mapping, Sequence

from whitebeam.kernel.small_numbers import hidden, may_show
from whitebeam.marac.models import Ground
from whitebeam.marac.presenters.steering import FEW, Table, count_shown
from whitebeam.marac.queries.counting_lists import RepeatsDecided


def repeats_decided(counted: RepeatsDecided, *, least: int) -> Table:
    """Return how often the rule found a repeat, and how often it was decided otherwise."""
    rows = (
        ("The rule found a repeat", counted.found),
        ("A repeat was decided on", counted.decided),
        ("Decided otherwise than the rule, with a reason", counted.otherwise),
    )
    return Table(
        "Repeats at screening",
        ("What", "Cases"),
        tuple((what, count_shown(number, least=least)) for what, number in rows if counted.is_any),
        note="A coordinator may differ from the rule only with a reason that stays with the case.",
    )


def listed_late(counted: Sequence[tuple[str, int]], *, least: int) -> Table:
    """Return for which reasons cases went on lists that had closed, beside those in time."""
    places = hidden([number for _, number in counted], least=least)
    return Table(
        "Listed late, and why",
        ("Reason", "Cases listed"),
        tuple(
            (why or "Listed in time", FEW if place in places else f"{number:,}")
            for place, (why, number) in enumerate(counted)
        ),
        note="A case that was put off and listed again is counted each time.",
    )


def by_ground(counted: Mapping[str, int], *, least: int) -> Table:
    """Return on which grounds cases were referred; one case may have several.

    A ground is hidden where a few have it, or all but a few.
    """
    whole = counted.get("", 0)
    rows = (
        (label, f"{part:,}" if may_show(part, whole, least=least) else FEW)
        for kind, label in Ground.Kind.choices
        for part in (counted.get(kind, 0),)
    )
    return Table(
        "On which grounds cases were referred",
        ("Ground", "Cases"),
        (*rows, ("Cases referred", count_shown(whole, least=least))) if whole else (),
        note="All grounds of a case are counted: together they are more than the cases.",
    )
