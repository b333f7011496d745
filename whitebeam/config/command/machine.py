"""What the tests need from the machine itself: a browser, fonts and a packaged PostgreSQL."""

import os
import shutil
import subprocess
from pathlib import Path

from whitebeam.config.cluster.binaries import system_folders
from whitebeam.config.cluster.server import Say

FONTS = Path("/usr/share/fonts/truetype/liberation")


def missing_packages(*, browser: bool, postgres: bool) -> list[str]:
    """Return the Debian packages whose contents are not on this machine."""
    needed = {
        "chromium": browser and not shutil.which("chromium"),
        "fonts-liberation": browser and not FONTS.exists(),
        "postgresql": postgres and not system_folders(),
    }
    return [name for name, is_missing in needed.items() if is_missing]


def provide_packages(packages: list[str], *, say: Say) -> bool:
    """Install these packages where we may; otherwise say how. Return whether all are there."""
    if not packages:
        return True
    names = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say(f"NOT INSTALLED: {names}. Run as root: apt-get install --yes {names}")
        return False
    say(f"Installing {names}")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = ("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0")
    for words in (("update",), ("install", "--yes", "--no-install-recommends", *packages)):
        if subprocess.run([*quiet, *words], check=False, env=env).returncode:
            say(f"NOT INSTALLED: {names}. apt-get {words[0]} failed, see above.")
            return False
    return True
