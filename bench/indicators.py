"""Rolls up invented events on DuckDB, pandas and PostgreSQL in one run: ratios, memory, growth.

    python -m bench.indicators                     1 and 10 million rows, and the growth between
    python -m bench.indicators --rows 200000       one size only

Five characteristics over 13 districts, 20 quarters and 8 agencies, with small counts hidden. Each
engine runs in a process of its own, so that its memory is its own; that of PostgreSQL is its
server process's. Loading is not timed: each is given the events in its best form, PostgreSQL as a
temporary table, which one process counts. Read ratios.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from whitebeam.indicators.engine.rollup import Extract, load, open_engine, statement

CHARACTERISTICS = {"sex": 3, "age": 6, "ethnicity": 18, "need": 9, "risk": 4}
KEYS = {"district": 13, "quarter": 20, "agency": 8}
SMALLEST, BASE = 8, 5
ENGINES = ("duckdb", "pandas", "postgresql")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000_000, 10_000_000])
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--extract", type=Path)
    chosen = parser.parse_args()
    if chosen.engine:
        print(json.dumps(measured(chosen.engine, chosen.extract)))
        return
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as folder:
        told = {rows: _compare(rows, Path(folder)) for rows in chosen.rows}
    for small, large in pairwise(told):
        print(f"growth from {small:,} to {large:,} rows, {large / small:.0f} times as many")
        for engine in ENGINES:
            before, after = told[small][engine], told[large][engine]
            grown = {one: after[one] / before[one] for one in ("seconds", "quarter", "peak_mb")}
            print(
                f"  {engine:<11} {grown['seconds']:5.1f} x in time,"
                f" {grown['quarter']:5.1f} x for a new quarter, {grown['peak_mb']:4.1f} x in memory"
            )


def _compare(rows: int, folder: Path) -> dict[str, dict[str, float]]:
    path = folder / f"{rows}.parquet"
    _invent(path, rows)
    print(f"{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB as an extract")
    found = {}
    for engine in ENGINES:
        command = [sys.executable, "-m", "bench.indicators", "--engine", engine, "--extract", path]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        found[engine] = json.loads(done.stdout.strip().splitlines()[-1])
    base = found["duckdb"]["seconds"]
    for engine, one in found.items():
        print(
            f"  {engine:<11} {one['seconds']:6.2f} s  {one['seconds'] / base:5.1f} x"
            f"  peak {one['peak_mb']:6.0f} MB  one new quarter {one['quarter']:5.2f} s"
            f"  {one['cells']:,.0f} cells, {one['hidden']:,.0f} hidden",
            flush=True,
        )
    cells = {(one["cells"], one["hidden"]) for one in found.values()}
    if len(cells) != 1:
        raise SystemExit("THEY DO NOT AGREE")
    print("  all agree")
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
    return {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, **found}


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
    kinds = ", ".join(f"{one}::enum_{one} as {one}" for one in (*KEYS, *CHARACTERISTICS))
    with open_engine() as engine:
        for one, many in {**KEYS, **CHARACTERISTICS}.items():
            values = ", ".join(f"'{value}'" for value in range(many))
            engine.execute(f"create type enum_{one} as enum ({values})")
        frame = engine.execute(f"select {kinds} from read_parquet('{path}')").df()
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
    address |= {"user": env["WHITEBEAM_DB_USER"]}
    with psycopg.connect(dbname="postgres", **address) as server:
        made = ", ".join(f"{name} text" for name in columns)
        server.execute(f"create temporary table events ({made})")
        _copy_into(server, path, columns)
        server.execute("analyze events")
        server.execute("set local work_mem = '256MB'")
        best, rows = _best(lambda: server.execute(counting).fetchall())
        server.execute("create temporary table newest as select * from events where quarter = '19'")
        server.execute("analyze newest")
        newest = counting.replace("from events", "from newest")
        new, _ = _best(lambda: server.execute(newest).fetchall())
        peak = _peak_of(server.info.backend_pid)
        server.rollback()
    return _told(best, new, [row[5] for row in rows]) | {"peak_mb": peak}


def _copy_into(server, path: Path, columns: list[str]) -> None:
    plain = path.with_suffix(".csv")
    with open_engine() as engine:
        reading = f"select {', '.join(columns)} from read_parquet('{path}')"
        engine.execute(f"copy ({reading}) to '{plain}' (format csv, header false)")
    with plain.open("rb") as lines, server.cursor().copy("copy events from stdin csv") as copy:
        while block := lines.read(1 << 20):
            copy.write(block)
    plain.unlink()


def _peak_of(process: int) -> float:
    told = Path(f"/proc/{process}/status").read_text().split("VmHWM:")[1]
    return int(told.split()[0]) / 1024


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
