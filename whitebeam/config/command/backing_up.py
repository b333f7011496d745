"""Writes a backup: one consistent moment of the database, with the files that belong to it."""

import os
import shutil
import subprocess
import tarfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from whitebeam.config.cluster import Trouble
from whitebeam.config.cluster.binaries import find_program
from whitebeam.config.cluster.served import Served
from whitebeam.config.cluster.server import Say
from whitebeam.config.command import archive
from whitebeam.config.command.stamps import read_stamps


def back_up(served: Served, options: Namespace, *, say: Say) -> None:
    """Write the backup, and the keys to a file of their own if that is asked for.

    :raises Trouble: if a file is there already or cannot be written
    """
    if options.keys_to:
        with _new_file(options.keys_to) as draft:
            shutil.copyfile(served.data / "keys" / "keyring.json", draft)
        say(f"Keys written to {options.keys_to}: keep this file apart from every backup.")
    with _new_file(options.file) as draft:
        manifest = _write(served, draft, say)
    rows = sum(count for count, _ in manifest.tables.values())
    size = options.file.stat().st_size / 1_000_000
    say(
        f"Wrote {options.file}: {rows:,} rows of {len(manifest.tables)} tables, "
        f"{len(manifest.files) - 1} files, {size:,.1f} MB."
    )
    say("The keys are not in it: without them it cannot be read (whitebeam backup --keys-to).")


def _write(served: Served, file: Path, say: Say) -> archive.Manifest:
    dump = file.with_suffix(".dump")
    try:
        with psycopg.connect(served.conninfo("wb_backup")) as connection:
            connection.execute("set transaction isolation level repeatable read, read only")
            say("Counting rows")
            tables = archive.count_rows(connection)
            say("Writing the database")
            _dump(served, connection, dump)
            server = str(connection.info.server_version)
        say("Adding documents and audit heads")
        with tarfile.open(file, "w") as tar:
            digests = archive.put_files(tar, [(archive.DUMP, dump), *_beside(served.data)])
            manifest = archive.Manifest(
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                server=server,
                stamps=read_stamps(served),
                tables=tables,
                files=digests,
            )
            archive.put_manifest(tar, manifest)
    finally:
        dump.unlink(missing_ok=True)
    return manifest


def _dump(served: Served, connection: psycopg.Connection, dump: Path) -> None:
    """Dump the very moment that was counted."""
    [snapshot] = connection.execute("select pg_export_snapshot()").fetchone() or [""]
    program = find_program("pg_dump", at_least=connection.info.server_version // 10_000)
    done = subprocess.run(
        [program, "--format=custom", f"--snapshot={snapshot}", f"--file={dump}"],
        check=False,
        capture_output=True,
        text=True,
        env=archive.libpq_environment(served.conninfo("wb_backup")),
    )
    if done.returncode:
        raise Trouble(f"The database could not be dumped: {done.stderr.strip()[-300:]}")


def _beside(data: Path) -> Iterator[tuple[str, Path]]:
    for folder in archive.FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if path.is_file():
                yield str(path.relative_to(data)), path


@contextmanager
def _new_file(file: Path) -> Iterator[Path]:
    """Give a draft for this file, which appears whole or not at all and replaces nothing."""
    if file.exists():
        raise Trouble(f"{file} is there already, and a backup replaces nothing: name another file.")
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        draft.touch(mode=0o600)
        yield draft
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        file.hardlink_to(draft)
    except FileExistsError:
        raise Trouble(f"{file} has appeared meanwhile: name another file.") from None
    except OSError as error:
        raise Trouble(f"{file} cannot be written ({error.strerror}): name another place.") from None
    finally:
        draft.unlink(missing_ok=True)
