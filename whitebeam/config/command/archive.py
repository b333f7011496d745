"""The form of a backup: a tar of the dump, the documents and the heads, with a manifest of digests.

The keys are never in it: whoever finds a backup must not be able to read it.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from pydantic import BaseModel

from whitebeam.config.cluster import Trouble

DUMP, MANIFEST, WITNESS = "database.dump", "manifest.json", "manifest.sha256"
FOLDERS = ("uploads", "heads")
BLOCK = 1 << 20
LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
}
# The text of a row must not depend on who asks.
SESSION = "set datestyle = 'ISO'; set timezone = 'UTC'; set intervalstyle = 'postgres';" + (
    "set bytea_output = 'hex'; set extra_float_digits = 3"
)
TABLES = """
    select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
      and n.nspname not like 'pg\\_temp%' and n.nspname not like 'pg\\_toast%'
    order by 1, 2
"""


class Manifest(BaseModel):
    """What a backup holds, so that a restored copy can be proved whole."""

    made_at: str
    server: str
    stamps: dict[str, str]
    tables: dict[str, tuple[int, str]]
    files: dict[str, str]


def count_rows(connection: psycopg.Connection) -> dict[str, tuple[int, str]]:
    """Return each table's number of rows and a digest of them that does not depend on order."""
    connection.execute(sql.SQL(SESSION))
    found = {}
    for schema, table in connection.execute(sql.SQL(TABLES)).fetchall():
        question = sql.SQL(
            "select count(*), coalesce(sum(('x' || substr(encode(sha256(convert_to("
            "whole_row::text, 'UTF8')), 'hex'), 1, 15))::bit(60)::bigint), 0)::text"
            " from only {} whole_row"
        ).format(sql.Identifier(schema, table))
        count, digest = connection.execute(question).fetchone() or (0, "")
        found[f"{schema}.{table}"] = (count, digest)
    return found


def digest_of(stream: IO[bytes]) -> str:
    """Return the SHA-256 of what is left in the stream."""
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def put_files(tar: tarfile.TarFile, files: Iterable[tuple[str, Path]]) -> dict[str, str]:
    """Add these files under these names and return the digest of each."""
    digests = {}
    for name, path in files:
        with path.open("rb") as stream:
            digests[name] = digest_of(stream)
        tar.add(path, arcname=name, recursive=False)
    return digests


def read_manifest(tar: tarfile.TarFile) -> Manifest:
    """Return the manifest of a backup.

    :raises Trouble: if this is not a whole backup
    """
    try:
        content, witness = (_content(tar, name) for name in (MANIFEST, WITNESS))
        manifest = Manifest.model_validate_json(content)
    except (KeyError, ValueError, tarfile.TarError):
        raise Trouble("This file is not a whole backup of Whitebeam.") from None
    if hashlib.sha256(content).hexdigest() != witness.decode(errors="replace"):
        raise Trouble("The backup is damaged: its manifest was altered. Use another backup.")
    return manifest


def put_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Add the manifest, and a digest of it."""
    content = manifest.model_dump_json(indent=1).encode()
    witness = hashlib.sha256(content).hexdigest().encode()
    for name, text in ((MANIFEST, content), (WITNESS, witness)):
        member = tarfile.TarInfo(name)
        member.size = len(text)
        tar.addfile(member, io.BytesIO(text))


def _content(tar: tarfile.TarFile, name: str) -> bytes:
    stream = tar.extractfile(name)
    return stream.read() if stream else b""


def verify_files(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Make sure that every file of the backup is there and unaltered.

    :raises Trouble: naming the first that is not
    """
    names = {m.name for m in tar.getmembers()} - {MANIFEST, WITNESS}
    if names != set(manifest.files):
        raise Trouble("The backup is damaged: its files are not those of its manifest.")
    for name, digest in manifest.files.items():
        stream = tar.extractfile(name)
        if stream is None or digest_of(stream) != digest:
            raise Trouble(f"The backup is damaged: {name} was altered. Use another backup.")
        if name != DUMP and (".." in Path(name).parts or Path(name).parts[0] not in FOLDERS):
            raise Trouble(f"The backup is not ours: it holds {name}.")


def libpq_environment(conninfo: str) -> dict[str, str]:
    """Return the environment by which PostgreSQL's programs connect; arguments could be seen."""
    parts = conninfo_to_dict(conninfo)
    ours = {LIBPQ[k]: str(v) for k, v in parts.items() if k in LIBPQ and v}
    return {k: v for k, v in os.environ.items() if not k.startswith("PG")} | ours
