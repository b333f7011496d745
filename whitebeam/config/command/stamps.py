"""What was last done to this database, written in the database's own comment.

Kept there, and not in a file, so that a restored or replaced database never claims what was done to
another one.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import psycopg
from psycopg import sql

from whitebeam.config.cluster.served import Served
from whitebeam.config.command.steps import CHECKOUT


def read_stamps(served: Served) -> dict[str, str]:
    """Return what is noted about the database, empty for a new one."""
    with _connected(served) as connection:
        row = connection.execute(
            "select shobj_description(oid, 'pg_database') from pg_database"
            " where datname = current_database()"
        ).fetchone()
    try:
        stamps: dict[str, str] = json.loads(row[0]) if row and row[0] else {}
    except ValueError:
        return {}
    return stamps


def write_stamps(served: Served, **changes: str) -> None:
    """Note these things about the database beside what is noted already."""
    stamps = json.dumps(read_stamps(served) | changes, sort_keys=True)
    with _connected(served) as connection:
        connection.execute(
            sql.SQL("comment on database {} is {}").format(
                sql.Identifier(served.name), sql.Literal(stamps)
            )
        )


def migrations_stamp() -> str:
    """Return a digest of everything that decides which tables there should be."""
    files = sorted(CHECKOUT.glob("whitebeam/*/migrations/*.py"))
    return _digest([*files, CHECKOUT / "requirements.lock"])


def folder_stamp(folder: Path) -> str:
    """Return a digest of the files of a folder."""
    return _digest(sorted(f for f in folder.rglob("*") if f.is_file()))


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.name} {content}\n".encode())
    return digest.hexdigest()[:32]


def _connected(served: Served) -> psycopg.Connection:
    return psycopg.connect(served.conninfo("wb_migrate", role="wb_owner"))
