"""Rolls up invented events on DuckDB, pandas and PostgreSQL in one run: ratios, memory, growth.

    python -m bench.indicators                     1 million rows, all three
    python -m bench.indicators --rows 10000000     10 million, and the growth from 1 to 10 million

Five characteristics over 13 districts, 20 quarters and 8 agencies, with small counts hidden. Each
engine runs in a process of its own, so that its memory is its own. Read ratios.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from whitebeam.indicators.engine.rollup import Extract, load, open_engine, statement

CHARACTERISTICS = {"sex": 3, "age": 6, "ethnicity": 18, "need": 9, "risk": 4}
KEYS = {"district": 13, "quarter": 20, "agency": 8}
SMALLEST, BASE = 8, 5
ENGINES = ("duckdb", "pandas", "postgresql")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--extract", type=Path)
    parser.add_argument("--only", nargs="*", default=list(ENGINES))
    chosen = parser.parse_args()
    if chosen.engine:
        print(json.dumps(measured(chosen.engine, chosen.extract)))
        return
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as folder:
        sizes = [chosen.rows] if chosen.rows <= 1_000_000 else [1_000_000, chosen.rows]
        told = {rows: _compare(rows, Path(folder), chosen.only) for rows in sizes}
    if len(sizes) == 2:
        small, large = (told[rows]["duckdb"]["seconds"] for rows in sizes)
        print(f"growth of DuckDB from {sizes[0]:,} to {sizes[1]:,} rows: {large / small:.1f} times")


def _compare(rows: int, folder: Path, engines: list[str]) -> dict[str, dict[str, float]]:
    path = folder / f"{rows}.parquet"
    _invent(path, rows)
    print(f"{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB as an extract")
    found = {}
    for engine in engines:
        command = [sys.executable, "-m", "bench.indicators", "--engine", engine, "--extract", path]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found[engine] = json.loads(done.stdout.strip().splitlines()[-1])
    base = found["duckdb"]["seconds"]
    for engine, one in found.items():
        print(
            f"  {engine:<11} {one['seconds']:6.2f} s  {one['seconds'] / base:5.1f} x"
            f"  peak {one['peak_mb']:6.0f} MB  one new quarter {one['quarter']:5.2f} s"
            f"  {one['cells']:,.0f} cells, {one['hidden']:,.0f} hidden"
        )
    cells = {(one["cells"], one["hidden"]) for one in found.values()}
    print("  all agree" if len(cells) == 1 else "  THEY DO NOT AGREE")
    return found


def _invent(path: Path, rows: int) -> None:
    """Write events whose groups are as uneven as those of people."""
    columns = ", ".join(
        f"floor({many} * pow(random(), 2))::int::varchar as {name}"
        for name, many in {**KEYS, **CHARACTERISTICS}.items()
    )
    with open_engine() as engine:
        engine.execute("select setseed(0.5)")
        engine.execute(f"copy (select {columns} from range({rows})) to '{path}' (format parquet)")


def measured(engine: str, path: Path) -> dict[str, float]:
    run = {"duckdb": _duckdb, "pandas": _pandas, "postgresql": _postgresql}[engine]
    found = run(path)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def _duckdb(path: Path) -> dict[str, float]:
    extract = Extract(path, tuple(CHARACTERISTICS))
    counting = statement(extract.characteristics, SMALLEST, BASE)
    with open_engine() as engine:
        load(engine, extract)
        best, rows = _best(lambda: engine.execute(counting).fetchall())
        load(engine, extract, quarter="19")
        new, _ = _best(lambda: engine.execute(counting).fetchall())
    return _told(best, new, [row[5] for row in rows])


def _pandas(path: Path) -> dict[str, float]:
    import pandas

    # Read through the engine, for pandas alone reads no Parquet; as categories, its best form.
    frame = duckdb.sql(f"select * from read_parquet('{path}')").df().astype("category")
    newest = frame[frame["quarter"] == "19"].copy()

    def count(events: "pandas.DataFrame") -> list[float | None]:
        told: list[float | None] = []
        for one in (None, *CHARACTERISTICS):
            keys = [*KEYS, *([one] if one else [])]
            counted = events.groupby(keys, observed=True).size().rename("n").reset_index()
            small = counted["n"] < SMALLEST
            hidden = small.copy()
            if one:
                line = counted.assign(small=small).groupby(list(KEYS), observed=True)
                alone = line["small"].transform("sum") == 1
                others = counted.assign(m=counted["n"].where(~small, other=10**9))
                first = others.sort_values("m", kind="stable").groupby(list(KEYS), observed=True)
                hidden |= alone & (first.cumcount() == 0).reindex(counted.index)
            shown = (counted["n"] + BASE // 2) // BASE * BASE
            told += [None if h else n for h, n in zip(hidden, shown, strict=True)]
        return told

    best, numbers = _best(lambda: count(frame))
    new, _ = _best(lambda: count(newest))
    return _told(best, new, numbers)


def _postgresql(path: Path) -> dict[str, float]:
    import psycopg

    from whitebeam.config.cluster import for_tests

    os.environ.update(for_tests())
    env = os.environ
    address = {"host": env["WHITEBEAM_DB_HOST"], "port": env["WHITEBEAM_DB_PORT"] or "5432"}
    columns = [*KEYS, *CHARACTERISTICS]
    counting = statement(tuple(CHARACTERISTICS), SMALLEST, BASE).replace("//", "/")
    with psycopg.connect(dbname="postgres", user=env["WHITEBEAM_DB_USER"], **address) as server:
        made = ", ".join(f"{name} text" for name in columns)
        server.execute(f"create temporary table events ({made})")
        with server.cursor().copy(f"copy events ({', '.join(columns)}) from stdin") as copy:
            reading = duckdb.sql(f"select * from read_parquet('{path}')")
            while batch := reading.fetchmany(20_000):
                for row in batch:
                    copy.write_row(row)
        server.execute("analyze events")
        best, rows = _best(lambda: server.execute(counting).fetchall(), times=1)
        server.execute("create temporary table newest as select * from events where quarter = '19'")
        newest = counting.replace("from events", "from newest")
        new, _ = _best(lambda: server.execute(newest).fetchall(), times=1)
        server.rollback()
    return _told(best, new, [row[5] for row in rows])


def _best(run, times: int = 2):
    found = []
    for _ in range(times):
        began = time.perf_counter()
        result = run()
        found.append(time.perf_counter() - began)
    return min(found), result


def _told(best: float, new: float, numbers: list) -> dict[str, float]:
    hidden = sum(number is None for number in numbers)
    return {"seconds": best, "quarter": new, "cells": len(numbers), "hidden": hidden}


if __name__ == "__main__":
    main()
