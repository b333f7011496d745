"""A server that someone else runs, named by DATABASE_URL.

Its own account is used to make the roles and for nothing else. Where that account may not make
them, the statements that an administrator must run are printed; passwords appear in them only as
verifiers, so that the printed text is not a secret.
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from whitebeam.config.cluster.roles import prepare_database, provision_roles, statements
from whitebeam.config.cluster.server import Say
from whitebeam.config.cluster.trouble import AdministratorNeeded, Trouble

ROLES = (
    "wb_migrate",
    "wb_app",
    "wb_worker",
    "wb_broker",
    "wb_seal",
    "wb_report",
    "wb_public",
    "wb_backup",
)
OLDEST = 150000


@dataclass(frozen=True, slots=True)
class External:
    """A server of someone else, ready for our roles; `admin` only where DATABASE_URL rules it."""

    parts: dict[str, str]
    passwords: dict[str, str]
    admin: str | None


def external_server(url: str, secrets_file: Path, *, say: Say) -> External:
    """Return the server of this URL with its roles provided.

    :raises AdministratorNeeded: if its administrator must make the roles first
    :raises Trouble: if it does not answer or is too old
    """
    parts = {k: str(v) for k, v in _parsed(url).items() if v is not None}
    passwords = _passwords(secrets_file)
    with _connected(url) as connection:
        parts.setdefault("dbname", connection.info.dbname)
        parts.setdefault("host", connection.info.host)
        row = connection.execute("select usesuper from pg_user where usename = current_user")
        rules = (row.fetchone() or (False,))[0]
        verifiers = _verifiers(connection, passwords)
        ready = _all_sign_in(parts, passwords)
        if not rules and not ready:
            say(_for_administrator(connection, verifiers))
            raise AdministratorNeeded(
                "The account in DATABASE_URL may not make roles: have the server's administrator "
                f"run the statements above in the database {parts['dbname']}, then run this again."
            )
    if rules:
        provision_roles(url)
        prepare_database(url)
        if not ready:
            _set_passwords(url, verifiers)
    return External(parts, passwords, url if rules else None)


def _parsed(url: str) -> dict[str, object]:
    try:
        return dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        raise Trouble(
            "DATABASE_URL cannot be read: write it as postgresql://user:password@host:5432/name."
        ) from None


def _connected(url: str) -> psycopg.Connection:
    try:
        connection = psycopg.connect(url, connect_timeout=10)
    except psycopg.OperationalError as error:
        said = next(iter(str(error).strip().splitlines()))
        raise Trouble(f"The database server of DATABASE_URL does not answer: {said}") from None
    if connection.info.server_version < OLDEST:
        raise Trouble("The database server of DATABASE_URL is older than PostgreSQL 15.")
    return connection


def _passwords(file: Path) -> dict[str, str]:
    """Return each role's password, made on the first call and kept for this account alone."""
    try:
        kept: dict[str, str] = json.loads(file.read_text())
    except FileNotFoundError:
        kept = {}
    missing = [role for role in ROLES if role not in kept]
    if missing:
        kept |= {role: secrets.token_urlsafe(32) for role in missing}
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = file.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(kept, indent=1) + "\n")
        draft.replace(file)
    return kept


def _verifiers(connection: psycopg.Connection, passwords: dict[str, str]) -> dict[str, str]:
    encrypt = connection.pgconn.encrypt_password
    return {
        role: encrypt(passwords[role].encode(), role.encode(), b"scram-sha-256").decode()
        for role in ROLES
    }


def _all_sign_in(parts: dict[str, str], passwords: dict[str, str]) -> bool:
    for role in ROLES:
        own = make_conninfo(**(parts | {"user": role, "password": passwords[role]}))
        try:
            psycopg.connect(own, connect_timeout=10).close()
        except psycopg.OperationalError:
            return False
    return True


def _password_statements(verifiers: dict[str, str]) -> sql.Composed:
    return sql.SQL("\n").join(
        sql.SQL("alter role {} password {};").format(sql.Identifier(role), sql.Literal(verifier))
        for role, verifier in verifiers.items()
    )


def _set_passwords(url: str, verifiers: dict[str, str]) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(_password_statements(verifiers))


def _for_administrator(connection: psycopg.Connection, verifiers: dict[str, str]) -> str:
    # The doors are closed to all who are not named, so the asking account is named too.
    asking = sql.SQL("grant connect on database {} to {};").format(
        sql.Identifier(connection.info.dbname), sql.Identifier(connection.info.user)
    )
    parts = [
        statements("roles.sql"),
        _password_statements(verifiers),
        statements("database.sql"),
        asking,
    ]
    return "\n".join(part.as_string(connection) for part in parts)
