"""The database given to the processes: our own server, or the one that DATABASE_URL names."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from psycopg.conninfo import make_conninfo

from whitebeam.config.cluster import folder
from whitebeam.config.cluster.external import external_server
from whitebeam.config.cluster.roles import DATABASE, create_database, provision_roles
from whitebeam.config.cluster.server import Address, Cluster, Say, attach_or_start, say_line


@dataclass(frozen=True, slots=True)
class Served:
    """Where the database is, and how each role signs in to it."""

    data: Path
    host: str
    port: str
    name: str = DATABASE
    tls: str = ""
    passwords: Mapping[str, str] = field(default_factory=dict, repr=False)
    admin: str | None = field(default=None, repr=False)
    is_own: bool = True

    def conninfo(self, user: str, *, role: str = "") -> str:
        """Return how this user connects; `role` is the one it becomes at once."""
        parts = {
            "host": self.host,
            "port": self.port,
            "dbname": self.name,
            "user": user,
            "password": self.passwords.get(user),
            "sslmode": self.tls or None,
            "options": f"-c role={role}" if role else None,
        }
        return make_conninfo(**{k: v for k, v in parts.items() if v})

    def environment(self, user: str, *, role: str = "", **more: str) -> dict[str, str]:
        """Return the whole environment of a process that signs in as this user.

        Nothing of another role's sign-in is in it.
        """
        kept = {
            k: v
            for k, v in os.environ.items()
            if k != "DATABASE_URL" and not k.startswith(("PG", "WHITEBEAM_DB_"))
        }
        mode = kept.setdefault("WHITEBEAM_MODE", "local")
        return kept | {
            "DJANGO_SETTINGS_MODULE": f"whitebeam.config.settings.{mode}",
            "WHITEBEAM_DATA": str(self.data),
            "WHITEBEAM_DB_HOST": self.host,
            "WHITEBEAM_DB_PORT": self.port,
            "WHITEBEAM_DB_NAME": self.name,
            "WHITEBEAM_DB_USER": user,
            "WHITEBEAM_DB_PASSWORD": self.passwords.get(user, ""),
            "WHITEBEAM_DB_ROLE": role,
            "WHITEBEAM_DB_TLS": self.tls,
            **more,
        }


@contextmanager
def served_database(data: Path, *, say: Say = say_line, alone: bool = False) -> Iterator[Served]:
    """Give the database of this installation, with its roles provided, while the block runs.

    Whoever serves people wants to be `alone`: a server that another process started ends with it.

    :raises Trouble: if it cannot be had
    """
    url = os.environ.get("DATABASE_URL")
    if url:
        yield _external(url, data.absolute(), say)
        return
    with _alone(data, say) if alone else attach_or_start(data, say=say) as address:
        admin = address.conninfo()
        provision_roles(admin)
        create_database(admin, DATABASE)
        yield Served(data.absolute(), str(address.sockets), str(address.port), admin=admin)


@contextmanager
def _alone(data: Path, say: Say) -> Iterator[Address]:
    with Cluster(data, say=say) as cluster:
        yield cluster.address


def _external(url: str, data: Path, say: Say) -> Served:
    folder.check_room(data)
    server = external_server(url, data / "secrets" / "database.json", say=say)
    return Served(
        data,
        host=server.parts.get("host", ""),
        port=server.parts.get("port", "5432"),
        name=server.parts["dbname"],
        tls=server.parts.get("sslmode", ""),
        passwords=server.passwords,
        admin=server.admin,
        is_own=False,
    )
