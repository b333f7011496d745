"""Sets up the virtual environment, with nothing but Python's own library, then goes on inside it.

Every package is pinned by hash, the installer itself included. What is already there is left alone.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whitebeam.config.cluster.trouble import Trouble
from whitebeam.config.command import options

CHECKOUT = Path(__file__).resolve().parents[3]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
INSTALLER_LOCK = "requirements-uv.lock"
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}
SHIM = """\
#!{python}
import sys
from whitebeam.config.command import main
sys.exit(main())
"""


def main(arguments: list[str]) -> None:
    """Set up for this command, then become it; nothing is set up for a question or a mistake."""
    command, *rest = arguments
    options.parse(arguments)
    try:
        set_up(LOCKS[command])
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        sys.exit(trouble.exit_code)
    os.execv(PYTHON, [str(PYTHON), "-m", "whitebeam.config.command", command, *rest])


def set_up(lock: str) -> None:
    """Make sure that the virtual environment holds exactly what this lock file names."""
    with _alone():
        _check_venv_can_be_made()
        if not _venv_works():
            print("Making a virtual environment in .venv", flush=True)
            _run("A virtual environment could not be made", sys.executable, "-m", "venv", *_clear())
        stamp = VENV / f"installed-{lock}"
        wanted = _fingerprint(lock)
        if not stamp.exists() or stamp.read_text() != wanted:
            _install(lock)
            stamp.write_text(wanted)
        _link_checkout()


def _install(lock: str) -> None:
    print(f"Installing the packages of {lock}", flush=True)
    pip = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    hashed = ("--require-hashes", "-r")
    uv = VENV / "bin" / "uv"
    if not uv.exists() or not _succeeds(str(uv), "--version"):
        _run("The installer could not be installed", *pip, *hashed, INSTALLER_LOCK)
    # uv does not read pip's settings: where only pip knows the way to the packages, pip does it.
    # Compiled here once, for many processes start at the same time and some may not write.
    quick = (str(uv), "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON))
    if _succeeds(*quick, *hashed, lock):
        return
    _run(
        "The packages could not be installed: see above, check the connection and the disk, and "
        "run this again",
        *pip,
        *hashed,
        lock,
    )


def _link_checkout() -> None:
    """Make this checkout importable in the environment, and `whitebeam` a command of it."""
    packages = next((VENV / "lib").glob("python3*/site-packages"))
    _write_once(packages / "whitebeam-checkout.pth", f"{CHECKOUT}\n")
    shim = VENV / "bin" / "whitebeam"
    _write_once(shim, SHIM.format(python=PYTHON))
    shim.chmod(0o755)


def _write_once(path: Path, text: str) -> None:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def _fingerprint(lock: str) -> str:
    """Return what an installation depends on; the place is part of it, for scripts name it."""
    content = (CHECKOUT / lock).read_bytes() + str(VENV).encode() + sys.version.encode()
    return hashlib.sha256(content).hexdigest()


def _venv_works() -> bool:
    """Return whether the environment is whole and was made in this place."""
    code = "import sys; print(sys.version_info >= (3, 11), sys.prefix)"
    if not PYTHON.exists() or not any((VENV / "lib").glob("python3*/site-packages/pip")):
        return False
    command = [str(PYTHON), "-I", "-c", code]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stdout.strip() == f"True {VENV}"


def _clear() -> tuple[str, ...]:
    return ("--clear", str(VENV)) if VENV.exists() else (str(VENV),)


def _check_venv_can_be_made() -> None:
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    major, minor = sys.version_info[:2]
    raise Trouble(
        "This Python cannot make virtual environments: install its venv package (on Debian: "
        f"apt-get install python{major}.{minor}-venv) and run this again."
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Let one set-up run at a time."""
    try:
        with (CHECKOUT / ".gitignore").open() as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
    except PermissionError as error:
        raise Trouble(
            f"{error.filename} cannot be written by this account: run as the owner of this folder, "
            "or make a copy of your own."
        ) from None
    except OSError as error:
        free = shutil.disk_usage(CHECKOUT).free
        reason = "the disk is full" if free < 1_000_000 else str(error)
        raise Trouble(f"Setting up failed ({reason}): mend that and run this again.") from None


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, check=False, cwd=CHECKOUT, capture_output=True).returncode == 0


def _run(otherwise: str, *command: str) -> None:
    if subprocess.run(command, check=False, cwd=CHECKOUT).returncode:
        raise Trouble(f"{otherwise}.")


if __name__ == "__main__":
    main(sys.argv[1:])
