"""Counts by district, quarter, agency and characteristic, with small counts hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

MEMORY = "1GB"
THREADS = 2
KEYS = ("district", "quarter", "agency")


@dataclass(frozen=True, slots=True)
class Extract:
    """A file of events, and the characteristics that its columns hold beside the keys."""

    path: Path
    characteristics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RolledUp:
    """One count; without a number it is hidden. An empty key stands for all of them together."""

    district: str
    quarter: str
    agency: str
    characteristic: str
    group: str
    number: int | None


def open_engine(*, threads: int = THREADS, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """Return an engine in memory that fetches nothing and reads only the file that it is given."""
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "threads": str(threads),
            "memory_limit": memory,
        },
    )


def roll_up(
    extract: Extract, *, smallest_shown: int, base: int, quarter: str = ""
) -> list[RolledUp]:
    """Return every count of an extract, of one quarter where one is named.

    Counts below the smallest are hidden and the others rounded; where one group alone of a line
    is hidden, the next smallest is too. What is published is checked by its release besides.
    """
    with open_engine() as engine:
        load(engine, extract, quarter=quarter)
        rows = engine.execute(statement(extract.characteristics, smallest_shown, base)).fetchall()
    return [RolledUp(*row) for row in rows]


def load(engine: duckdb.DuckDBPyConnection, extract: Extract, *, quarter: str = "") -> None:
    """Read an extract into the engine as the table `events`, keys as dictionaries."""
    columns = ", ".join(f"{name}::varchar as {name}" for name in (*KEYS, *extract.characteristics))
    reader = "read_parquet" if extract.path.suffix == ".parquet" else "read_csv"
    options = "" if reader == "read_parquet" else ", header = true, all_varchar = true"
    chosen = " where quarter = $quarter" if quarter else ""
    engine.execute(
        f"create or replace table events as select {columns} from {reader}($path{options}){chosen}",  # noqa: S608
        {"path": str(extract.path)} | ({"quarter": quarter} if quarter else {}),
    )


def statement(characteristics: Sequence[str], smallest_shown: int, base: int) -> str:
    """Return the one statement that counts, hides and rounds. Names are the product's own."""
    sets = ", ".join(f"({', '.join((*KEYS, one))})" for one in characteristics)
    which = " ".join(f"when grouping({one}) = 0 then '{one}'" for one in characteristics)
    group = f"coalesce({', '.join(characteristics)}, '')" if characteristics else "''"
    return f"""
with counted as (
  select district, quarter, agency, case {which} else '' end as characteristic,
         {group} as grp, count(*) as n
  from events group by grouping sets (({", ".join(KEYS)}), {sets})
), judged as (
  select *, n < {smallest_shown} as is_small,
         sum((n < {smallest_shown})::int) over line as small,
         row_number() over (line order by n < {smallest_shown}, n) as place
  from counted window line as (partition by district, quarter, agency, characteristic)
)
select district, quarter, agency, characteristic, grp,
       case when is_small or (characteristic <> '' and small = 1 and place = 1) then null
            else (n + {base // 2}) // {base} * {base} end
from judged order by 1, 2, 3, 4, 5
"""  # noqa: S608
