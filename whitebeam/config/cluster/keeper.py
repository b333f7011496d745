"""Keeps the tests' server running until nobody has been connected for some minutes."""

import sys
import time
from pathlib import Path

import psycopg

from whitebeam.config.cluster.binaries import inspect_folder
from whitebeam.config.cluster.lock import Busy
from whitebeam.config.cluster.server import Cluster

IDLE_SECONDS = 300.0
OTHERS = (
    "select count(*) from pg_stat_activity"
    " where backend_type = 'client backend' and pid <> pg_backend_pid()"
)


def keep(data: Path, folder: Path) -> None:
    with Cluster(data, durable=False, binaries=inspect_folder(folder, "tests")) as cluster:
        idle_since = time.monotonic()
        while time.monotonic() - idle_since < IDLE_SECONDS:
            time.sleep(2)
            with psycopg.connect(cluster.address.conninfo()) as connection:
                row = connection.execute(OTHERS).fetchone()
            if row and row[0]:
                idle_since = time.monotonic()


if __name__ == "__main__":
    try:
        keep(Path(sys.argv[1]), Path(sys.argv[2]))
    except Busy:
        sys.exit(0)
