"""Provides the database's roles and databases, by statements that can be run again."""

from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

HERE = Path(__file__).parent
DATABASE = "whitebeam"


def provision_roles(admin_conninfo: str, *, test: bool = False) -> None:
    """Make every role that Whitebeam uses, with exactly the rights it should have."""
    with psycopg.connect(admin_conninfo) as connection:
        connection.execute("select pg_advisory_xact_lock(hashtext('whitebeam roles'))")
        connection.execute(statements("roles.sql"))
        if test:
            connection.execute(statements("roles_test.sql"))


def create_database(admin_conninfo: str, name: str, *, template: str | None = None) -> bool:
    """Make this database if it is not there, and close its doors; return whether it was made."""
    with psycopg.connect(admin_conninfo, autocommit=True) as connection:
        made = not database_exists(connection, name)
        if made:
            connection.execute(_creation(name, template))
    # A copy carries its template's tables, but not the grants on the database itself.
    prepare_database(make_conninfo(admin_conninfo, dbname=name))
    return made


def prepare_database(admin_conninfo: str) -> None:
    """Give the connected database its owner, its extensions and its closed doors."""
    with psycopg.connect(admin_conninfo) as connection:
        connection.execute(statements("database.sql"))


def drop_database(admin_conninfo: str, name: str) -> None:
    """Remove this database with all it holds, ending whoever is connected to it."""
    with psycopg.connect(admin_conninfo, autocommit=True) as connection:
        connection.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        )


def database_exists(connection: psycopg.Connection, name: str) -> bool:
    row = connection.execute("select from pg_database where datname = %s", [name]).fetchone()
    return row is not None


def statements(file: str) -> sql.SQL:
    """Return the reviewed statements of one of this folder's files."""
    return sql.SQL((HERE / file).read_text())


def _creation(name: str, template: str | None) -> sql.Composed:
    start = sql.SQL("create database {} owner wb_owner").format(sql.Identifier(name))
    if template is not None:
        return start + sql.SQL(" template {}").format(sql.Identifier(template))
    # template0 and C.UTF-8: the same order of letters whatever the server's own locale is.
    return start + sql.SQL(
        " template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'"
    )
