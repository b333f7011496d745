"""What each subcommand does, in the order in which an operator meets them."""

import os
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from whitebeam.config.cluster import Trouble
from whitebeam.config.cluster.served import served_database
from whitebeam.config.cluster.server import say_line
from whitebeam.config.command import backing_up, preparing, resetting, restoring, serving
from whitebeam.config.command import screenshots as drawing
from whitebeam.config.command.steps import CHECKOUT, checking_exit_code, django_exit_code
from whitebeam.config.command.stopping import stop_event
from whitebeam.config.command.testing import run_tests
from whitebeam.config.pack.checking import check as check_pack

SITES = ("public", "staff")


def data_folder() -> Path:
    """Return where this installation keeps its database, keys and documents."""
    return Path(os.environ.get("WHITEBEAM_DATA") or CHECKOUT / ".data").absolute()


def say_step(line: str) -> None:
    say_line(f"· {line}")


def run(options: Namespace) -> None:
    """Set everything up and serve it, as `./run` promises."""
    began = time.monotonic()
    if os.environ.setdefault("WHITEBEAM_MODE", "local") == "production":
        raise Trouble("./run is for trying Whitebeam: in production use `whitebeam serve`.")
    doors = serving.open_doors(options, SITES)
    if options.reset:
        _reset()
    with served_database(data_folder(), say=say_step, alone=True) as served:
        preparing.drop_half_made_demonstration(served, say=say_step)
        preparing.migrate(served, say=say_step)
        preparing.load_pack(served, preparing.DEFAULT_PACK, say=say_step)
        if options.no_demo:
            preparing.decline_demonstration(served)
        demo = not options.no_demo and preparing.make_demonstration(
            served, options.people, say=say_step
        )
        logs = served.data / "log"
        logs.mkdir(exist_ok=True, mode=0o700)
        stop = stop_event()
        say_step(f"Starting both sites, a worker and the audit sealer (logs in {logs})")
        serving.serve(served, doors, options, stop=stop, say=say_line, logs=logs, demo=demo)
        say_line(f"Stopped after {time.monotonic() - began:.0f} seconds.")


def serve(options: Namespace) -> None:
    """Serve what has been prepared; in production only if every setting is safe."""
    os.environ.setdefault("WHITEBEAM_MODE", "production")
    doors = serving.open_doors(options, (options.only,) if options.only else SITES)
    with served_database(data_folder(), alone=not options.only) as served:
        preparing.check_migrated(served)
        if checking_exit_code(served):
            raise Trouble("Whitebeam does not serve on unsafe settings: mend those named above.")
        serving.serve(served, doors, options, stop=stop_event(), say=say_line)


def check(options: Namespace) -> int:
    """Name every setting that is unsafe for real people."""
    os.environ.setdefault("WHITEBEAM_MODE", "production")
    with served_database(data_folder()) as served:
        preparing.check_migrated(served)
        return checking_exit_code(served)


def worker(options: Namespace) -> int:
    """Do deferred and scheduled work until stopped."""
    with served_database(data_folder()) as served:
        preparing.check_migrated(served)
        return django_exit_code(served, "wb_worker", "procrastinate", "worker")


def migrate(options: Namespace) -> None:
    """Bring keys, tables and static files to this version."""
    with served_database(data_folder()) as served:
        preparing.migrate(served, say=say_line)
        say_line("The database is at this version.")


def pack(options: Namespace) -> None:
    """Load, check or compare a partnership pack."""
    if not options.folder.is_dir():
        raise Trouble(f"There is no folder {options.folder}: name the folder of a pack.")
    if options.deed == "check":
        _check_pack(options.folder)
        return
    with served_database(data_folder()) as served:
        preparing.check_migrated(served)
        preparing.run_pack(served, options.deed, options.folder)


def tool_wording(options: Namespace) -> None:
    """Load licensed words for the items of a risk tool."""
    if not options.file.is_file():
        raise Trouble(f"There is no file {options.file}: name a file of licensed words.")
    with served_database(data_folder()) as served:
        preparing.check_migrated(served)
        preparing.run_wording(served, options.file)


def demo(options: Namespace) -> None:
    """Fill an empty database with invented people."""
    with served_database(data_folder()) as served:
        preparing.check_migrated(served)
        if not preparing.make_demonstration(served, options.people, say=say_line):
            raise Trouble("This database is for real work: name another folder in WHITEBEAM_DATA.")


def backup(options: Namespace) -> None:
    """Write the database, documents and audit heads to one file."""
    with served_database(data_folder()) as served:
        backing_up.back_up(served, options, say=say_line)


def restore(options: Namespace) -> None:
    """Read a backup into an empty database, and verify it."""
    with served_database(data_folder()) as served:
        restoring.restore(served, options, say=say_line)


def verify_audit(options: Namespace) -> int:
    """Prove from the sealed heads that the audit was not altered."""
    with served_database(data_folder()) as served:
        return django_exit_code(served, "wb_seal", "verify_audit", *options.rest)


def test(options: Namespace) -> int:
    """Run every check and test, as `./test` promises."""
    return run_tests(options)


def screenshots(options: Namespace) -> int:
    """Draw the main pages of the demonstration that `./run` serves on these ports."""
    ports = {"public": options.port, "staff": options.staff_port}
    origins = {site: f"http://localhost:{port}" for site, port in ports.items()}
    return 1 if drawing.draw(origins, options.to, say=say_line) else 0


def _check_pack(folder: Path) -> None:
    problems = check_pack(folder)
    for problem in problems:
        say_line(str(problem))
    if problems:
        raise Trouble(f"The pack {folder.name} has {len(problems)} problems, named above.")
    say_line(f"The pack {folder.name} is sound.")


def _reset() -> None:
    if os.environ.get("DATABASE_URL"):
        raise Trouble(
            "--reset empties only Whitebeam's own server, and DATABASE_URL names another."
        )
    resetting.reset(data_folder())
    say_step("The demonstration was forgotten")


DEEDS: dict[str, Callable[[Namespace], int | None]] = {
    "run": run,
    "serve": serve,
    "worker": worker,
    "check": check,
    "migrate": migrate,
    "pack": pack,
    "tool-wording": tool_wording,
    "demo": demo,
    "backup": backup,
    "restore": restore,
    "verify-audit": verify_audit,
    "screenshots": screenshots,
    "test": test,
}
