"""How each agency answers research from quarter to quarter, for the steering group."""

from collections.abc import Sequence

from whitebeam.marac.presenters.steering import NONE, Row, Table, share_shown
from whitebeam.marac.queries.owed import Quarter

SHOWN = (
    ("Answered in time, by quarter", "in_time"),
    ("Nothing known, by quarter", "nothing_known"),
    ("Not answered, by quarter", "unanswered"),
)
NOTE = "Of what was asked in each whole quarter. “Nothing known” is an answer too."


def by_quarter(quarters: Sequence[Quarter], *, least: int) -> tuple[Table, ...]:
    """Return a table for each way to answer: a row an agency, a column a quarter."""
    agencies = sorted({one.agency for quarter in quarters for one in quarter.answered})
    names = tuple(_name(one) for one in quarters)
    return tuple(
        Table(
            caption,
            ("Agency", *names),
            tuple(_row(agency, quarters, field, least) for agency in agencies),
            note=NOTE,
        )
        for caption, field in SHOWN
    )


def _row(agency: str, quarters: Sequence[Quarter], field: str, least: int) -> Row:
    cells = []
    for quarter in quarters:
        rows = [one for one in quarter.answered if one.agency == agency]
        asked = sum(one.asked for one in rows)
        part = sum(getattr(one, field) for one in rows)
        cells.append(share_shown(part, asked, least=least) if asked else NONE)
    return (agency, *cells)


def _name(quarter: Quarter) -> str:
    last = quarter.first_on.replace(month=quarter.first_on.month + 2)
    return f"{quarter.first_on:%b} to {last:%b %Y}"
