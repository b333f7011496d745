"""Serves two sites, a worker and the audit sealer; each process knows only its own role."""

import errno
import http.client
import os
import socket
import sys
import threading
import time
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from whitebeam.config import web_worker
from whitebeam.config.cluster import Trouble
from whitebeam.config.cluster.account import dies_with_us
from whitebeam.config.cluster.served import Served
from whitebeam.config.cluster.server import Say
from whitebeam.config.command.children import Child, Children
from whitebeam.config.command.steps import django_command

SECONDS_TO_ANSWER = 90.0
DEATHS_BEFORE_GIVING_UP = 3
HERE = {"127.0.0.1", "localhost", "::1", "0.0.0.0", "::"}
OPTIONS = {"public": "--port", "staff": "--staff-port"}
USERS = {"public": "wb_public", "staff": "wb_app"}
WORKER = "whitebeam.config.web_worker"
# The staff site has threads for those who wait on a stream; the public site has no streams.
THREADS = {"public": 4, "staff": web_worker.THREADS}
SECONDS_BETWEEN_SEALS = 5
DEMO_SIGN_INS = "/demonstration/"


@dataclass
class Door:
    """A site and the address that is kept for it from the first moment."""

    site: str
    host: str
    port: int
    listener: socket.socket = field(repr=False)

    @property
    def variable(self) -> str:
        return f"WHITEBEAM_{self.site.upper()}_ORIGIN"

    @property
    def origin(self) -> str:
        """Where people reach the site: behind the operator's proxy if one is named, else here."""
        return os.environ.get(self.variable) or self.near

    @property
    def near(self) -> str:
        # Passkeys work for the name localhost, and not for the number of the same machine.
        name = "localhost" if self.host in HERE else self.host
        return f"http://{name}:{self.port}"

    def answers(self) -> bool:
        """Return whether the site gives any page at all."""
        host, port = self.listener.getsockname()[:2]
        connection = http.client.HTTPConnection(host, port, timeout=2)
        try:
            connection.request("GET", "/", headers={"Host": urlsplit(self.origin).netloc})
            connection.getresponse()
        except OSError:
            return False
        finally:
            connection.close()
        return True


def open_doors(options: Namespace, sites: tuple[str, ...]) -> list[Door]:
    """Take each site's address before any work is done.

    :raises Trouble: if one is taken already, or is not this machine's
    """
    ports = {"public": options.port, "staff": options.staff_port}
    if len(sites) > 1 and options.port == options.staff_port:
        raise Trouble(f"Both sites cannot have port {options.port}: choose another --staff-port.")
    return [
        Door(site, options.host, ports[site], _bound(options.host, site, ports[site]))
        for site in sites
    ]


def serve(
    served: Served,
    doors: list[Door],
    options: Namespace,
    *,
    stop: threading.Event,
    say: Say,
    logs: Path | None = None,
    demo: bool = False,
) -> None:
    """Serve until told to stop; say where once every site answers.

    :raises Trouble: if a process does not come to run at all
    """
    surroundings = _surroundings(doors, demo=demo)
    children = Children(say)
    try:
        children.start(_sites(served, doors, options, surroundings, logs))
        _wait_for_answers(children, doors, stop)
        if not stop.is_set():
            _say_where(doors, say, demo=demo)
            # Only now: on a small machine they would make the first page wait.
            if not getattr(options, "only", None):
                children.start(_background(served, surroundings, logs))
        children.watch(stop)
    finally:
        children.stop()


def _surroundings(doors: list[Door], *, demo: bool) -> dict[str, str]:
    return {door.variable: door.origin for door in doors} | {"WHITEBEAM_DEMO": "1" if demo else "0"}


def _sites(
    served: Served,
    doors: list[Door],
    options: Namespace,
    surroundings: dict[str, str],
    logs: Path | None,
) -> list[Child]:
    processes = {"public": 1, "staff": getattr(options, "processes", 1)}
    children = []
    for door in doors:
        env = served.environment(USERS[door.site], WHITEBEAM_SITE=door.site, **surroundings)
        env.setdefault("WHITEBEAM_HOSTS", door.host)
        command = _web_server(door, processes[door.site])
        log = logs / f"{door.site}.log" if logs else None
        children.append(Child(f"{door.site} site", command, env, log, (door.listener.fileno(),)))
    return children


def _background(served: Served, surroundings: dict[str, str], logs: Path | None) -> list[Child]:
    seal = django_command("seal_audit", "--every", str(SECONDS_BETWEEN_SEALS))
    work = django_command("procrastinate", "worker")
    sealing = served.environment("wb_seal", **surroundings)
    working = served.environment("wb_worker", **surroundings)
    return [
        Child("audit sealer", seal, sealing, logs / "sealer.log" if logs else None),
        Child("worker", work, working, logs / "worker.log" if logs else None),
    ]


def _web_server(door: Door, processes: int) -> list[str]:
    return [
        *dies_with_us("TERM"),
        *(sys.executable, "-m", "gunicorn", "whitebeam.config.wsgi:application"),
        # The listening socket is ours, so that a restart of the server refuses no one.
        *("--bind", f"fd://{door.listener.fileno()}"),
        *("--worker-class", f"{WORKER}.Worker", "--workers", str(processes)),
        *("--threads", str(THREADS[door.site])),
        *("--timeout", "60", "--graceful-timeout", "20", "--log-level", "warning"),
        "--no-control-socket",
    ]


def _wait_for_answers(children: Children, doors: list[Door], stop: threading.Event) -> None:
    until = time.monotonic() + SECONDS_TO_ANSWER

    def settled() -> bool:
        for child in children.members:
            if child.deaths >= DEATHS_BEFORE_GIVING_UP:
                where = f" (its log is {child.log})" if child.log else ""
                raise Trouble(f"{child.tail()}\nThe {child.name} does not start{where}.".strip())
        if time.monotonic() > until:
            raise Trouble(f"The sites did not answer within {SECONDS_TO_ANSWER:.0f} seconds.")
        return all(door.answers() for door in doors)

    children.watch(stop, until=settled)


def _say_where(doors: list[Door], say: Say, *, demo: bool) -> None:
    names = {"public": "Public site", "staff": "Staff application"}
    for door in doors:
        behind = "" if door.origin == door.near else f" (port {door.port} of {door.host})"
        say(f"{names[door.site]}: {door.origin}/{behind}")
    staff = next((d for d in doors if d.site == "staff"), None)
    if demo and staff:
        say(f"Demonstration sign-ins: {staff.origin}{DEMO_SIGN_INS}")
    say("Ctrl-C stops everything.")


def _bound(host: str, site: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise Trouble(f"{host} is not an address of this machine: choose another --host.") from None
    listener = socket.socket(family, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(256)
    except OSError as error:
        listener.close()
        reason = "is for root alone" if isinstance(error, PermissionError) else "is already in use"
        if error.errno == errno.EADDRNOTAVAIL:
            raise Trouble(
                f"{host} is not an address of this machine: choose another --host."
            ) from None
        raise Trouble(
            f"Port {port} {reason}: stop what uses it, or choose another with {OPTIONS[site]}."
        ) from None
    return listener
