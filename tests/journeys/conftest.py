"""The whole product, started as an operator starts it, and a real browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.walking import Addresses, Walker

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 420
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True)
def _no_network(socket_enabled):
    """A journey speaks to the product on this machine; the browser's flags keep it here."""


@pytest.fixture(scope="session")
def product():
    """Start both sites, the worker and the sealer on a folder of their own, and end them after."""
    folder = Path(tempfile.mkdtemp(prefix="wb-journey-"))
    public, staff = _free_port(), _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WHITEBEAM_")}
    env = {**kept, "WHITEBEAM_DATA": str(folder), "PYTHONPATH": str(ROOT)}
    arguments = ["run", "--port", str(public), "--staff-port", str(staff), "--people", "120"]
    command = [sys.executable, "-m", "whitebeam.config.command", *arguments]
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=env, **output) as process:
        reader = _wait_until_served(process)
        yield Addresses(f"http://localhost:{public}", f"http://localhost:{staff}", folder)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        reader.join()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Journeys need Chromium: install the package chromium"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)


WAYS = {
    "wide": {"width": 1280},
    "narrow": {"width": 360},
    "wide under axe": {"width": 1280, "axe": True},
    "narrow under axe": {"width": 360, "axe": True},
    "without scripts": {"width": 1280, "scripts": False},
}


@pytest.fixture(params=WAYS, ids=lambda way: way.replace(" ", "-"))
def walker(request, browser, product):
    """Somebody who walks the same journey on a wide and a narrow screen, and without scripts."""
    yield from _walker(browser, product, **WAYS[request.param])


@pytest.fixture
def wide_walker(browser, product):
    """Somebody at a desk."""
    yield from _walker(browser, product, **WAYS["wide"])


@pytest.fixture
def wide_walker_under_axe(browser, product):
    """Somebody at a desk, each page of whom is checked by axe."""
    yield from _walker(browser, product, **WAYS["wide under axe"])


@pytest.fixture
def narrow_walker_under_axe(browser, product):
    """Somebody with a telephone, each page of whom is checked by axe."""
    yield from _walker(browser, product, **WAYS["narrow under axe"])


@pytest.fixture
def walker_without_scripts(browser, product):
    """Somebody at a desk whose browser runs no scripts."""
    yield from _walker(browser, product, **WAYS["without scripts"])


def another_walker(browser, product, *, width, axe=False, scripts=True):
    """Return somebody with a browser of their own; whoever asks closes it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts
    )
    context.set_default_timeout(20_000)
    return Walker(context.new_page(), product, is_checking_axe=axe)


def _walker(browser, product, **way):
    walker = another_walker(browser, product, **way)
    yield walker
    walker.page.context.close()
    assert walker.faults == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_served(process) -> threading.Thread:
    """Return once the product says where it is; its output is read on, so that it never blocks.

    A product that does not start fails the journeys with what it said last.
    """
    lines: list[str] = []
    served = threading.Event()

    def read() -> None:
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C stops everything" in line:
                served.set()
        served.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    served.wait(SECONDS_TO_START)
    if "Ctrl-C stops everything" not in "".join(lines[-3:]):
        process.kill()
        pytest.fail("".join(lines[-40:]))
    return reader


def pytest_collection_modifyitems(items):
    """Let one worker walk all journeys: the product is started once, not once for each worker."""
    for item in items:
        if item.get_closest_marker("journey"):
            item.add_marker(pytest.mark.xdist_group("journeys"))
