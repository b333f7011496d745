"""Keeps the product's processes running: what dies is started again, and all end together."""

import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from whitebeam.config.cluster.server import Say
from whitebeam.config.command.steps import CHECKOUT

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
SECONDS_OF_HEALTH = 60.0
SECONDS_TO_STOP = 25.0
LOG_BYTES = 10_000_000
TAIL_LINES = 12


@dataclass
class Child:
    """One process that should always run, and how it has fared."""

    name: str
    command: list[str]
    env: dict[str, str]
    log: Path | None = None
    sockets: tuple[int, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    due_at: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        self.started_at = time.monotonic()
        if self.log is None:
            self.process = self._spawn(None)
            return
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            self.process = self._spawn(output.fileno())

    def tail(self) -> str:
        """Return the last lines that it wrote, where it writes to a file of ours."""
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-TAIL_LINES:])

    def _spawn(self, output: int | None) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            self.command,
            env=self.env,
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=self.sockets,
            # Ctrl-C is for us alone: we end the children, the web servers first.
            start_new_session=True,
        )


@dataclass
class Children:
    """All processes of one installation on this machine."""

    say: Say
    members: list[Child] = field(default_factory=list)

    def start(self, children: list[Child]) -> None:
        """Start these, and look after them from now on."""
        for child in children:
            self.members.append(child)
            child.start()

    def watch(self, stop: threading.Event, *, until: Callable[[], bool] = lambda: False) -> None:
        """Start again what dies, until told to stop or until the condition holds."""
        while not stop.is_set() and not until():
            for child in self.members:
                self._mend(child)
            stop.wait(0.25)

    def stop(self) -> None:
        """End all, first started first, so that no page waits for what has ended already."""
        running = [c.process for c in self.members if c.process and c.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + SECONDS_TO_STOP
        for process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _mend(self, child: Child) -> None:
        if child.process and child.process.poll() is None:
            return
        now = time.monotonic()
        if child.process:
            self._note_death(child, now)
        if child.due_at <= now:
            child.start()

    def _note_death(self, child: Child, now: float) -> None:
        code = child.process.returncode if child.process else 0
        child.process = None
        child.deaths += 1
        if now - child.started_at > SECONDS_OF_HEALTH:
            child.pause, child.deaths = FIRST_PAUSE, 1
        child.due_at = now + child.pause
        self.say(f"The {child.name} ended (exit code {code}); starting it again")
        child.pause = min(child.pause * 2, LONGEST_PAUSE)
