"""Brings a database, and the files beside it, to the state in which this version can be served."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from whitebeam.config.cluster import Trouble
from whitebeam.config.cluster.roles import create_database, drop_database
from whitebeam.config.cluster.served import Served
from whitebeam.config.cluster.server import Say
from whitebeam.config.command.keys import settle_keys
from whitebeam.config.command.stamps import (
    folder_stamp,
    migrations_stamp,
    read_stamps,
    write_stamps,
)
from whitebeam.config.command.steps import CHECKOUT, run_django, run_module

MIGRATION_LOCK = 7_701_200_500
DEFAULT_PACK = CHECKOUT / "packs" / "kent_medway"
DEMO_MARK = "demonstration"
BEGUN, MADE, DECLINED = "begun", "made", "declined"


def migrate(served: Served, *, say: Say) -> None:
    """Bring keys, tables and static files to this version; what is there already is left alone."""
    with _one_at_a_time(served, say):
        settle_keys(served)
        wanted = migrations_stamp()
        if read_stamps(served).get("migrations") != wanted:
            say("Bringing the database to this version")
            otherwise = "The database could not be brought to this version"
            run_django(
                served,
                "wb_migrate",
                *("migrate", "--no-input", "--verbosity", "0"),
                role="wb_owner",
                otherwise=otherwise,
            )
            run_django(served, "wb_migrate", "install_keys", otherwise=otherwise)
            write_stamps(served, migrations=wanted)
    _collect_static(served)


def check_migrated(served: Served) -> None:
    """Make sure that the database is at this version.

    :raises Trouble: if it is not
    """
    if read_stamps(served).get("migrations") != migrations_stamp():
        raise Trouble("The database is not at this version: run `whitebeam migrate` first.")
    settle_keys(served)


def load_pack(served: Served, folder: Path, *, say: Say) -> None:
    """Load the partnership pack unless exactly this one was loaded last."""
    wanted = folder_stamp(folder)
    if read_stamps(served).get("pack") == wanted:
        return
    say(f"Loading the partnership pack {folder.name}")
    run_pack(served, "load", folder)
    write_stamps(served, pack=wanted)


def run_pack(served: Served, deed: str, folder: Path) -> None:
    """Load or compare a partnership pack."""
    run_module(
        served,
        "wb_migrate",
        *("whitebeam.config.pack", deed, str(folder.resolve())),
        role="wb_bulk",
        otherwise=f"The pack {folder} was refused",
    )


def run_wording(served: Served, file: Path) -> None:
    """Load licensed words for the items of a risk tool."""
    run_django(
        served,
        "wb_migrate",
        *("load_tool_wording", str(file.resolve())),
        role="wb_bulk",
        otherwise=f"The words in {file.name} were refused",
    )


def make_demonstration(served: Served, people: int, *, say: Say) -> bool:
    """Make the demonstration in a new database; return whether the database holds one."""
    state = read_stamps(served).get("demo")
    if state in {MADE, DECLINED}:
        return state == MADE
    say(f"Making the demonstration: {people:,} invented people")
    (served.data / DEMO_MARK).touch()
    write_stamps(served, demo=BEGUN)
    run_django(
        served,
        "wb_migrate",
        *("demo", "--people", str(people)),
        role="wb_bulk",
        otherwise="The demonstration could not be made",
        WHITEBEAM_DEMO="1",
    )
    write_stamps(served, demo=MADE)
    return True


def decline_demonstration(served: Served) -> None:
    """Note that this database is for real work, so that no later start fills it."""
    if not read_stamps(served).get("demo"):
        write_stamps(served, demo=DECLINED)


def drop_half_made_demonstration(served: Served, *, say: Say) -> None:
    """Begin the database again if making the demonstration was interrupted."""
    if read_stamps(served).get("demo") != BEGUN:
        return
    if served.admin is None or not served.is_own:
        raise Trouble(
            "Making the demonstration was interrupted: have the server's administrator drop and "
            f"create the database {served.name}, then run this again."
        )
    say("The demonstration was left half made; beginning it again")
    drop_database(served.admin, served.name)
    create_database(served.admin, served.name)


@contextmanager
def _one_at_a_time(served: Served, say: Say) -> Iterator[None]:
    question = "select pg_try_advisory_lock(%s)"
    with psycopg.connect(served.conninfo("wb_migrate"), autocommit=True) as connection:
        told = False
        while not (connection.execute(question, [MIGRATION_LOCK]).fetchone() or [False])[0]:
            if not told:
                say("Waiting for another process that is migrating this database")
                told = True
            time.sleep(0.5)
        yield


def _collect_static(served: Served) -> None:
    folders = sorted(CHECKOUT.glob("whitebeam/*/static"))
    wanted = " ".join(folder_stamp(f) for f in folders)
    stamp = served.data / "static" / ".collected"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    run_django(
        served,
        "wb_app",
        *("collectstatic", "--no-input", "--verbosity", "0"),
        otherwise="The pages' styles and scripts could not be laid out",
    )
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted)
