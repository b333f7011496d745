"""An extract of events for the engine, copied out of the database and gone when it is counted."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from psycopg import sql

from whitebeam.indicators.engine.rollup import Extract, RolledUp, roll_up
from whitebeam.indicators.queries.releases import rule_in_force
from whitebeam.indicators.rules.periods import Period

CHARACTERISTICS = ("sex", "age", "risk")


def referrals_rolled_up(period: Period) -> list[RolledUp]:
    """Return a period's referrals by district, agency and characteristic, small counts hidden."""
    rule = rule_in_force()
    with TemporaryDirectory(prefix="wb-extract-") as folder:
        extract = Extract(Path(folder) / "events.csv", CHARACTERISTICS)
        _copy(period, extract.path)
        return roll_up(extract, smallest_shown=rule.smallest_shown, base=rule.base)


def _copy(period: Period, path: Path) -> None:
    asked = sql.SQL(
        "copy (select * from sec.referral_events({}, {})) to stdout with (format csv, header)"
    ).format(period.starts_on, period.ends_on)
    with connection.cursor() as cursor, path.open("wb") as file, cursor.copy(asked) as rows:
        for block in rows:
            file.write(block)
