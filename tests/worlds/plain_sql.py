"""What one user could notice by plain SQL as the web role, had she found a way to send it."""

import json
import re
from collections.abc import Iterable, Mapping
from uuid import uuid4

from django.db import DatabaseError, connection

from tests.architecture import catalogue
from tests.roles import as_role
from tests.worlds.crawling import undone
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def rows_seen_by(user) -> dict[str, list[str]]:
    """Return the rows of every walled table that she may read."""
    return {
        table: _run(user, f"select to_jsonb(t)::text from {table} t") for table in _walled("SELECT")
    }


def rows_touched_by(user) -> dict[str, list[str]]:
    """Return how many rows of every walled table an update without a condition reaches."""
    return {table: _run(user, f"update {table} set {column} = now()") for table, column in _dated()}


def rows_changed_unread(user) -> dict[str, tuple[str, str]]:
    """Return the tables of which an update reaches more rows than the user may read.

    Only an update with a condition asks the rules of reading too.
    """
    found = {}
    for table, column in _dated():
        change = f"update {table} set {column} = now()"
        blind, reading = (
            _run(user, f"{change}{more}") for more in ("", f" where {column} <> now()")
        )
        if blind != reading:
            found[table] = (blind[0], reading[0])
    return found


def inserts_told_apart(user, ids: Iterable[object], *, as_hers: Mapping[str, str]) -> dict:
    """Return the tables into which a row about these ids fails otherwise than about nothing.

    Each row is one that is there, made hers by `as_hers`: her own id for whoever wrote it.
    """
    told, kept = {}, set(as_hers.values())
    for table in _walled("INSERT"):
        row = _a_row_about(table, [str(each) for each in ids])
        if row is None:
            continue
        for theirs, hers in as_hers.items():
            row = row.replace(theirs, hers)
        strange = ID.sub(lambda found: found[0] if found[0] in kept else str(uuid4()), row)
        ours, nothing = _inserted(user, table, row), _inserted(user, table, strange)
        if ours != nothing:
            told[table] = (ours, nothing)
    return told


def _inserted(user, table: str, row: str) -> list[str]:
    new = json.dumps({**json.loads(row), **({"id": str(uuid4())} if _has_uuid(row) else {})})
    statement = f"insert into {table} select * from jsonb_populate_record(null::{table}, %s::jsonb)"
    return [ID.sub("an id", word) for word in _run(user, statement, new)]


def _has_uuid(row: str) -> bool:
    return isinstance(json.loads(row).get("id"), str)


def _a_row_about(table: str, ids: list[str]) -> str | None:
    with as_role("wb_backup"), connection.cursor() as cursor:
        cursor.execute(
            f"select to_jsonb(t)::text from {table} t"
            " where to_jsonb(t)::text ~ array_to_string(%s::text[], '|') limit 1",
            [ids],
        )
        found = cursor.fetchone()
        return found[0] if found else None


def _run(user, statement: str, *values: str) -> list[str]:
    acts = acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))
    with undone(), acts, connection.cursor() as cursor:
        try:
            cursor.execute(statement, values or None)
            if cursor.description is None:
                return [str(cursor.rowcount)]
            return sorted(row[0] for row in cursor.fetchall())
        except DatabaseError as fault:
            return [type(fault).__name__, str(fault).splitlines()[0]]


def _walled(right: str) -> list[str]:
    granted = {
        table for table, role, held in catalogue.table_grants() if (role, held) == ("wb_app", right)
    }
    return [name for name, _, walled, _ in catalogue.tables() if walled and name in granted]


def _dated() -> list[tuple[str, str]]:
    """Return a moment of every walled table that the web role may change."""
    return catalogue.rows(
        "select p.table_name, max(p.column_name) from information_schema.column_privileges p"
        " where p.table_schema = 'public' and p.grantee = 'wb_app' and p.privilege_type = 'UPDATE'"
        " and p.table_name = any(%s) and p.column_name in ('updated_at', 'ended_at', 'left_at')"
        " group by 1",
        _walled("SELECT"),
    )
