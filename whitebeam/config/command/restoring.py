"""Reads a backup into an empty database, and proves that every row came back."""

import shutil
import subprocess
import tarfile
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from whitebeam.config.cluster import Trouble
from whitebeam.config.cluster.binaries import find_program
from whitebeam.config.cluster.roles import create_database, drop_database, prepare_database
from whitebeam.config.cluster.served import Served
from whitebeam.config.cluster.server import Say
from whitebeam.config.command import archive, keys
from whitebeam.config.command.stamps import write_stamps


def restore(served: Served, options: Namespace, *, say: Say) -> None:
    """Restore this backup; on any fault the database is left empty.

    :raises Trouble: if there is something to lose, the backup is damaged or the keys are wrong
    """
    admin = _administrator(served)
    _check_empty(served)
    try:
        tar = tarfile.open(options.file)  # noqa: SIM115  (closed by the block below)
    except (OSError, tarfile.TarError):
        raise Trouble(f"{options.file} cannot be read as a backup.") from None
    with tar:
        say("Verifying the backup's files")
        manifest = archive.read_manifest(tar)
        archive.verify_files(tar, manifest)
        _settle_keys(served, options.keys_from, manifest)
        say("Reading the database")
        _read_database(tar, admin, served.data)
        prepare_database(admin)
        say("Comparing every table with the backup's count and digest")
        _compare(served, manifest)
        for name in manifest.files:
            if name != archive.DUMP:
                _put_back(tar, name, served.data)
    write_stamps(served, **manifest.stamps)
    rows = sum(count for count, _ in manifest.tables.values())
    say(f"Restored the backup of {manifest.made_at}: {rows:,} rows, all as they were.")


def _administrator(served: Served) -> str:
    if served.admin is None:
        raise Trouble(
            "Restoring needs the server's administrator: set DATABASE_URL to an administrator's "
            "account for this command."
        )
    return psycopg.conninfo.make_conninfo(served.admin, dbname=served.name)


def _check_empty(served: Served) -> None:
    full = [f for f in archive.FOLDERS if any((served.data / f).rglob("*.*"))]
    if keys.has_tables(served) or full:
        held = f"the folder {served.data / full[0]}" if full else "the database"
        raise Trouble(
            f"There is something in {held}, and restoring replaces nothing: name an empty "
            "folder in WHITEBEAM_DATA."
        )


def _settle_keys(served: Served, keys_from: Path | None, manifest: archive.Manifest) -> None:
    """Put the backup's own keys in place.

    :raises Trouble: if they are not to be had
    """
    ring = served.data / "keys" / "keyring.json"
    if not ring.exists():
        if keys_from is None or not keys_from.is_file():
            raise Trouble(
                "A backup does not hold its keys: name the file in which they are kept with "
                "--keys-from."
            )
        ring.parent.mkdir(mode=0o700, exist_ok=True)
        ring.touch(mode=0o600)
        shutil.copyfile(keys_from, ring)
    expected = {k: v for k, v in manifest.stamps.items() if k.startswith(keys.PREFIX)}
    found = keys.fingerprints(served)
    if any(found.get(name) != digest for name, digest in expected.items()):
        if keys_from is not None:
            ring.unlink()
        raise Trouble("The keys are not those of this backup: nothing was restored.")


def _read_database(tar: tarfile.TarFile, admin: str, data: Path) -> None:
    with psycopg.connect(admin) as connection:
        major = connection.info.server_version // 10_000
    with TemporaryDirectory(dir=data) as folder:
        _put_back(tar, archive.DUMP, Path(folder))
        done = subprocess.run(
            [
                find_program("pg_restore", at_least=major),
                *("--exit-on-error", "--single-transaction", "--dbname="),
                Path(folder) / archive.DUMP,
            ],
            check=False,
            capture_output=True,
            text=True,
            env=archive.libpq_environment(admin),
        )
    if done.returncode:
        raise Trouble(f"The database could not be read back: {done.stderr.strip()[-300:]}")


def _compare(served: Served, manifest: archive.Manifest) -> None:
    with psycopg.connect(served.conninfo("wb_backup")) as connection:
        found = archive.count_rows(connection)
    names = sorted(manifest.tables.keys() | found.keys())
    wrong = [name for name in names if manifest.tables.get(name) != found.get(name)]
    if not wrong:
        return
    if served.is_own and served.admin:
        drop_database(served.admin, served.name)
        create_database(served.admin, served.name)
    raise Trouble(f"What was restored is not what was backed up: {', '.join(wrong)}.")


def _put_back(tar: tarfile.TarFile, name: str, folder: Path) -> None:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    stream = tar.extractfile(name)
    if stream is None:
        raise Trouble(f"The backup is damaged: {name} is not a file.")
    target.touch(mode=0o600)
    with target.open("wb") as output:
        shutil.copyfileobj(stream, output)
