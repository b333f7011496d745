"""What coordinators decided about cases and lists, for the steering group."""

from whitebeam.marac.presenters.steering import FEW, Table
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
        tuple((what, _shown(number, least)) for what, number in rows if counted.is_any),
        note="A coordinator may differ from the rule only with a reason that stays with the case.",
    )


def _shown(number: int, least: int) -> str:
    return f"{number:,}" if number == 0 or number >= least else FEW
