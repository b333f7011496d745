"""Runs every check and test, each to its end whatever the others say, and sums them up."""

import os
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from whitebeam.config.cluster import Binaries, Cluster, Trouble
from whitebeam.config.cluster.binaries import embedded_folder, inspect_folder, system_folders
from whitebeam.config.cluster.server import say_line
from whitebeam.config.cluster.testing import prepared
from whitebeam.config.command.locks import lock_faults
from whitebeam.config.command.machine import missing_packages, provide_packages
from whitebeam.config.command.steps import CHECKOUT

# Kept apart: H014 and H020 (blank lines, empty tags that macros fill), H030 (no search engine is
# served), H042 and H043 (labels and buttons that macros pair), J004 and J018 (addresses by view).
TEMPLATE_RULES = "H014,H020,H030,H042,H043,J004,J018"


@dataclass(frozen=True, slots=True)
class Step:
    """One check: a program, or a function that returns its faults."""

    name: str
    words: tuple[str, ...] = ()
    faults: Callable[[], list[str]] | None = None
    postgres: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    passed: bool
    seconds: float


def run_tests(options: Namespace) -> int:
    """Run what was asked for and return 1 if anything failed."""
    outcomes = []
    with TemporaryDirectory(prefix="whitebeam-tests-") as scratch:
        for step in _steps(options):
            say_line(f"\n── {step.name}")
            began = time.monotonic()
            passed = _run(step, Path(scratch))
            seconds = time.monotonic() - began
            say_line(f"── {step.name}: {'passed' if passed else 'FAILED'} in {seconds:.1f} s")
            outcomes.append(Outcome(step.name, passed, seconds))
    return _sum_up(outcomes)


def _steps(options: Namespace) -> Iterator[Step]:
    servers = {"both": ("debian", "embedded")}.get(options.postgres, (options.postgres,))
    browser = not options.fast
    missing = missing_packages(browser=browser, postgres="debian" in servers)
    # A machine that lacks something fails here and says why, instead of passing quietly.
    yield Step(
        "what the machine must have",
        faults=lambda: [] if provide_packages(missing, say=say_line) else missing,
    )
    if not options.rest:
        yield from _static_checks()
    own = ("-m", "not journey") if options.fast and "-m" not in options.rest else ()
    first, *others = servers
    whole = () if options.rest else ("--numprocesses=2", "--dist=loadgroup")
    yield Step(
        f"tests on PostgreSQL ({first})", (*_pytest(*whole), *own, *options.rest), postgres=first
    )
    for other in others if not options.rest else ():
        yield Step(
            f"tests of the walls on PostgreSQL ({other})", _pytest("-m", "walls"), postgres=other
        )


def _static_checks() -> Iterator[Step]:
    python = (sys.executable, "-m")
    yield Step("format", (*python, "ruff", "format", "--check", "."))
    yield Step("lint", (*python, "ruff", "check", "."))
    yield Step("types", (*python, "mypy", "whitebeam"))
    yield Step("import contracts", (str(Path(sys.executable).parent / "lint-imports"),))
    yield Step(
        "migrations say all that the models say",
        (*python, "django", "makemigrations", "--check", "--dry-run"),
        postgres="any",
    )
    rules = ("--quiet", "--profile=jinja", "--extension=html", f"--ignore={TEMPLATE_RULES}")
    yield Step("templates", (*python, "djlint", "whitebeam", "--lint", *rules))
    yield Step("locked dependencies", faults=lock_faults)


def _pytest(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "pytest", *words)


def _run(step: Step, scratch: Path) -> bool:
    if step.faults:
        found = step.faults()
        for fault in found:
            say_line(fault)
        return not found
    try:
        with _environment(step, scratch) as env:
            return subprocess.run(step.words, check=False, cwd=CHECKOUT, env=env).returncode == 0
    except Trouble as trouble:
        say_line(str(trouble))
        return False


@contextmanager
def _environment(step: Step, scratch: Path) -> Iterator[dict[str, str]]:
    """Give a step's environment: nothing of the operator's own, and a server if it needs one."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if k != "DATABASE_URL" and not k.startswith(("WHITEBEAM_", "PG"))
    }
    base = kept | {
        "DJANGO_SETTINGS_MODULE": "whitebeam.config.settings.test",
        "WHITEBEAM_MODE": "test",
        "WHITEBEAM_DATA": str(scratch / "data"),
        # What a test or a browser leaves behind goes when we go.
        "TMPDIR": str(scratch / "tmp"),
    }
    (scratch / "tmp").mkdir(exist_ok=True)
    if not step.postgres:
        yield base
        return
    binaries = _binaries(step.postgres)
    folder = scratch / f"{step.postgres}-{binaries.major}"
    with Cluster(folder, durable=False, binaries=binaries) as cluster:
        yield (
            base
            | prepared(cluster.address)
            | {
                "WHITEBEAM_PG_BIN": str(binaries.folder),
                "WHITEBEAM_DB_NAME": "postgres",
            }
        )


def _binaries(kind: str) -> Binaries:
    folders = [] if kind == "embedded" else system_folders()
    embedded = embedded_folder()
    if embedded and kind != "debian":
        folders.append(embedded)
    found = [b for b in (inspect_folder(f, kind) for f in folders) if b]
    if not found:
        raise Trouble(f"NOT CHECKED: this machine has no PostgreSQL of this kind ({kind}).")
    return found[0]


def _sum_up(outcomes: list[Outcome]) -> int:
    say_line("\nWhat ran:")
    for outcome in outcomes:
        verdict = "passed" if outcome.passed else "FAILED"
        say_line(f"  {verdict}  {outcome.seconds:7.1f} s  {outcome.name}")
    failed = sum(not outcome.passed for outcome in outcomes)
    total = sum(outcome.seconds for outcome in outcomes)
    say_line(f"{len(outcomes)} steps in {total:.0f} s, {failed} failed.")
    return 1 if failed else 0
