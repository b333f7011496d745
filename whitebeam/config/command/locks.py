"""Proves of the lock files that they name no place and agree with one another."""

import re
from pathlib import Path

from whitebeam.config.command.install import CHECKOUT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(.*)", re.MULTILINE)


def lock_faults(checkout: Path = CHECKOUT) -> list[str]:
    """Return one sentence for each fault of the lock files."""
    locks = sorted(checkout.glob("*.lock"))
    faults = [f"{lock.name} names an address" for lock in locks if "://" in lock.read_text()]
    for lock in locks:
        text = lock.read_text()
        if len(PIN.findall(text)) > text.count("--hash=sha256:"):
            faults.append(f"{lock.name} has a package without a hash")
    for file in checkout.glob("**/package-lock.json"):
        if "node_modules" not in file.parts and "://" in file.read_text():
            faults.append(f"{file.relative_to(checkout)} names an address")
    return faults + _disagreements(checkout)


def _disagreements(checkout: Path) -> list[str]:
    """A test must run with the very packages that are served."""
    served, tested = (
        set(PIN.findall((checkout / name).read_text()))
        for name in ("requirements.lock", "requirements-test.lock")
    )
    versions = {(name, version) for name, version, _ in tested}
    return [
        f"{name} is served as {version} and tested as another version"
        for name, version, _ in sorted(served)
        if (name, version) not in versions
    ]
