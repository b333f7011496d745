"""A throw-away server for tests: started when first wanted, shared by later runs, ended when idle.

Nothing of worth is in it, so it does not wait for the disk.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from whitebeam.config.cluster.binaries import Binaries, find_binaries
from whitebeam.config.cluster.server import Address, running_address
from whitebeam.config.cluster.trouble import Trouble

CHECKOUT = Path(__file__).resolve().parents[3]
SECONDS_TO_START = 60.0
KEEPER = "whitebeam.config.cluster.keeper"
TEST_ROLE = "wb_test"


def for_tests() -> dict[str, str]:
    """Return the WHITEBEAM_* variables of the test server: the one named already, else ours.

    :raises Trouble: if it does not start
    """
    if os.environ.get("WHITEBEAM_DB_HOST"):
        return {k: v for k, v in os.environ.items() if k.startswith("WHITEBEAM_")}
    binaries = find_binaries()
    (CHECKOUT / ".data").mkdir(exist_ok=True, mode=0o700)
    data = CHECKOUT / ".data" / f"test-{binaries.major}"
    address = running_address(data) or _start_keeper(data, binaries)
    return prepared(address)


def prepared(address: Address) -> dict[str, str]:
    """Provide the roles, wb_test among them, and return the variables of this server."""
    from whitebeam.config.cluster.roles import provision_roles

    provision_roles(address.conninfo(), test=True)
    return {
        "WHITEBEAM_MODE": "test",
        "WHITEBEAM_DB_HOST": str(address.sockets),
        "WHITEBEAM_DB_PORT": str(address.port),
        "WHITEBEAM_DB_USER": TEST_ROLE,
    }


def _start_keeper(data: Path, binaries: Binaries) -> Address:
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = data / "keeper.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", KEEPER, data, binaries.folder],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=CHECKOUT,
            start_new_session=True,
        )
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        address = running_address(data)
        if address:
            return address
        # Of two keepers started at once one finds the folder busy and ends well.
        if keeper.poll():
            break
        time.sleep(0.05)
    raise Trouble(f"The test server did not start: {log.read_text().strip()[-500:]}")
