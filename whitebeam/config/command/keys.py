"""The keys belong to one database: a database never starts with keys that are not its own."""

import hashlib
import json

import psycopg

from whitebeam.config.cluster import Trouble
from whitebeam.config.cluster.served import Served
from whitebeam.config.command.stamps import read_stamps, write_stamps
from whitebeam.kernel.crypto import Keyring

PREFIX = "key:"
HAS_TABLES = (
    "select exists (select from pg_tables where schemaname not in ('pg_catalog',"
    " 'information_schema'))"
)


def settle_keys(served: Served) -> None:
    """Make the keys of a new database, or make sure that an old one's keys are all here.

    :raises Trouble: if a key is missing or is another database's
    """
    folder = served.data / "keys"
    expected = {k: v for k, v in read_stamps(served).items() if k.startswith(PREFIX)}
    if not (folder / "keyring.json").exists():
        if expected or has_tables(served):
            raise Trouble(
                f"The keys of this database are not in {folder}: put keyring.json back from where "
                "your keys are kept apart."
            )
        Keyring.at(folder, create=True)
    found = fingerprints(served)
    wrong = [name for name, value in expected.items() if found.get(name) != value]
    if wrong:
        raise Trouble(
            f"The keys in {folder} are not those of this database "
            f"({', '.join(name.removeprefix(PREFIX) for name in sorted(wrong))}): put its own "
            "keyring.json back."
        )
    if found != expected:
        write_stamps(served, **found)


def fingerprints(served: Served) -> dict[str, str]:
    """Return a digest of each key, from which the key (32 random bytes) cannot be found."""
    keys: dict[str, str] = json.loads((served.data / "keys" / "keyring.json").read_text())
    return {
        PREFIX + name: hashlib.sha256(f"{name}:{key}".encode()).hexdigest()[:32]
        for name, key in keys.items()
    }


def has_tables(served: Served) -> bool:
    """Return whether anything was ever made in the database."""
    with psycopg.connect(served.conninfo("wb_migrate", role="wb_owner")) as connection:
        row = connection.execute(HAS_TABLES).fetchone()
    return bool(row and row[0])
