"""Runs one Django command to its end, as one database role, and stops it when we are stopped."""

import subprocess
import sys
from pathlib import Path

from whitebeam.config.cluster import Trouble
from whitebeam.config.cluster.account import dies_with_us
from whitebeam.config.cluster.served import Served

CHECKOUT = Path(__file__).resolve().parents[3]


def django_command(*words: str) -> list[str]:
    """Return how a Django command is started so that it never outlives us."""
    return [*dies_with_us("TERM"), sys.executable, "-m", "django", *words]


def run_module(served: Served, user: str, *words: str, role: str = "", otherwise: str) -> None:
    """Run one of our own modules as a program and wait for it.

    :raises Trouble: with the sentence in `otherwise`, if it fails
    """
    program = [*dies_with_us("TERM"), sys.executable, "-m", *words]
    if _wait_for(program, served.environment(user, role=role)):
        raise Trouble(f"{otherwise} (see above).")


def run_django(
    served: Served, user: str, *words: str, role: str = "", otherwise: str, **env: str
) -> None:
    """Run this Django command and wait for it.

    :raises Trouble: with the sentence in `otherwise`, if it fails
    """
    code = django_exit_code(served, user, *words, role=role, **env)
    if code:
        raise Trouble(f"{otherwise} (see above).")


def django_exit_code(served: Served, user: str, *words: str, role: str = "", **env: str) -> int:
    """Run this Django command, wait for it and return its exit code."""
    return _wait_for(django_command(*words), served.environment(user, role=role, **env))


def checking_exit_code(served: Served) -> int:
    """Run the check of settings as the web's own role, and return its exit code."""
    program = [*dies_with_us("TERM"), sys.executable, "-m", "whitebeam.config.checks"]
    return _wait_for(program, served.environment("wb_app"))


def _wait_for(command: list[str], env: dict[str, str]) -> int:
    # A session of its own: Ctrl-C reaches us first, and we end the child in good order.
    child = subprocess.Popen(command, env=env, cwd=CHECKOUT, start_new_session=True)
    try:
        return child.wait()
    except BaseException:
        child.terminate()
        child.wait()
        raise
