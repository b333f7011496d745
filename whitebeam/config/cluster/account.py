"""Who runs the server: PostgreSQL refuses root, so root gives it another identity."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from whitebeam.config.cluster.trouble import Trouble

# Not 65534 (nobody): unmapped accounts also appear as that, and peer would let everyone in.
# The id must have a name in the passwd file, which 1 has on every system met so far.
MAPPED_ID = 1
SPARE_ACCOUNTS = ("postgres", "daemon")


@dataclass(frozen=True, slots=True)
class Account:
    """How server programs are started, and the name by which the server sees this process."""

    prefix: tuple[str, ...]
    seen_as: str
    spare: str | None = None

    @property
    def ids(self) -> set[int]:
        """The user ids that may own what is ours."""
        spare = {pwd.getpwnam(self.spare).pw_uid} if self.spare else set()
        return {os.geteuid()} | spare

    def own(self, folder: Path) -> None:
        """Give the folder, and what is in it, to the account that serves it."""
        if self.spare is None:
            return
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, self.spare)

    def check_reach(self, *folders: Path) -> None:
        """Make sure that the account may enter these folders.

        :raises Trouble: if it may not
        """
        for folder in folders if self.spare else ():
            if subprocess.run([*self.prefix, "test", "-x", folder], check=False).returncode:
                raise Trouble(
                    f"The account {self.spare}, which runs PostgreSQL for root, cannot reach "
                    f"{folder}: run as an ordinary user, or keep Whitebeam and WHITEBEAM_DATA "
                    "in a folder that it may enter."
                )


@cache
def serving_account() -> Account:
    """Return the identity under which this process can run the server.

    :raises Trouble: if root finds no way to be someone else
    """
    own_name = _name_of(os.geteuid())
    if os.geteuid() != 0 and own_name:
        return Account((), own_name)
    unshare = ("unshare", "--user", f"--map-user={MAPPED_ID}", f"--map-group={MAPPED_ID}")
    mapped_name = _name_of(MAPPED_ID)
    if mapped_name and _works(*unshare, "true"):
        return Account(unshare, mapped_name)
    for name in SPARE_ACCOUNTS if own_name else ():
        become = _becoming(name)
        if become and _works(*become, "true"):
            return Account(become, "root", spare=name)
    raise Trouble(
        "PostgreSQL does not run as root, and neither unshare nor another account can be used "
        "here: run this as an ordinary user."
    )


@cache
def dies_with_us(signal: str) -> tuple[str, ...]:
    """Return the command prefix by which a child gets this signal when its parent dies."""
    prefix = ("setpriv", "--pdeathsig", signal)
    return prefix if _works(*prefix, "true") else ()


def _becoming(name: str) -> tuple[str, ...]:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return ()
    ids = (f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}")
    return ("setpriv", *ids, "--clear-groups")


def _name_of(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None


def _works(*command: str) -> bool:
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
