"""A table as CSV: the numbers with all that a reader must know, and nothing that acts."""

from collections.abc import Iterable, Sequence

from whitebeam.indicators.models import Indicator
from whitebeam.kernel.comma_tables import written


def as_csv(
    indicator: Indicator, *, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> str:
    """Return a table as CSV, its definition and caveat above it."""
    head = [
        ["Indicator", indicator.title],
        ["Code", f"{indicator.code}, version {indicator.version}"],
        ["Table", title],
        ["Definition", indicator.definition],
        ["Caveat", indicator.caveat],
        *(["Break", f"{one['on']}: {one['why']}"] for one in indicator.breaks),
        ["Small numbers", "Counts of 1 to 7 are hidden, all others rounded to 5"]
        if indicator.suppression == Indicator.Suppression.PEOPLE
        else ["Small numbers", "Not about people: nothing is hidden"],
        [],
    ]
    return written([*head, list(columns), *rows])
