"""One PostgreSQL server on one data folder: started, kept running, stopped."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from whitebeam.config.cluster import folder
from whitebeam.config.cluster.account import dies_with_us, serving_account
from whitebeam.config.cluster.binaries import Binaries, find_binaries
from whitebeam.config.cluster.lock import Busy, is_locked, locked
from whitebeam.config.cluster.trouble import Trouble

SECONDS_TO_TRY = 15.0
SECONDS_TO_STOP = 60.0
SECONDS_TO_ATTACH = 60.0
LONGEST_PAUSE = 30.0
LOG_BYTES = 10_000_000

Say = Callable[[str], None]


def say_line(line: str) -> None:
    print(line, flush=True)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running server of ours listens."""

    sockets: Path
    port: int = folder.PORT

    def conninfo(self, *, user: str = folder.ADMIN, database: str = "postgres") -> str:
        return f"host={self.sockets} port={self.port} user={user} dbname={database}"


class Cluster:
    """The server of a data folder, supervised while the `with` block runs."""

    def __init__(
        self,
        data: Path,
        *,
        durable: bool = True,
        binaries: Binaries | None = None,
        say: Say = say_line,
    ) -> None:
        self.data = data.absolute()
        self.pgdata = self.data / "cluster"
        self.log = self.data / "log" / "postgres.log"
        self.address = Address(folder.socket_folder(self.data))
        self._durable = durable
        self._binaries = binaries
        self._say = say
        self._lock: int | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._settled = threading.Event()
        self._failure: Trouble | None = None
        self._keeper: threading.Thread | None = None

    def __enter__(self) -> "Cluster":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def start(self) -> None:
        """Make the data folder if need be, start the server and wait until it answers.

        :raises Busy: if another supervisor serves the folder
        :raises Trouble: if it cannot be started
        """
        folder.check_room(self.data)
        self._lock = locked(self.data / "cluster.lock")
        try:
            self._prepare()
            self._keeper = threading.Thread(target=self._keep, name="postgres", daemon=True)
            self._keeper.start()
            self._wait_until_settled()
            if self._failure:
                raise self._failure
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Let running transactions go and shut the server down cleanly."""
        self._stopping.set()
        if self._keeper:
            self._keeper.join(SECONDS_TO_STOP + 10)
        if self._lock is not None:
            self._remove_sockets()
            os.close(self._lock)
            self._lock = None

    def _remove_sockets(self) -> None:
        with contextlib.suppress(OSError):
            self.address.sockets.rmdir()

    def _prepare(self) -> None:
        self.account = serving_account()
        folder.check_owner(self.pgdata, self.account)
        major = folder.major_of(self.pgdata)
        self.binaries = self._binaries or find_binaries(major=major)
        if major not in {None, self.binaries.major}:
            self.binaries = find_binaries(major=major)
        if self.account.spare:
            self.data.chmod(0o711)
        self.account.check_reach(self.data, self.binaries.folder)
        if major is None:
            self._say(f"Making a database with {self.binaries}")
            folder.make_folder(self.pgdata, self.binaries, self.account)
        folder.clear_leftover(self.pgdata)
        sockets = self.address.sockets
        folder.make_socket_folder(sockets, self.account)
        folder.write_settings(self.pgdata, sockets, self.account, durable=self._durable)
        self._tidy_log()

    def _tidy_log(self) -> None:
        self.log.parent.mkdir(exist_ok=True, mode=0o700)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))

    def _wait_until_settled(self) -> None:
        while not self._settled.wait(10):
            self._say("PostgreSQL is still starting (recovering after a crash takes a while)")

    # What follows runs in the keeper's thread, which lives as long as the server: the kernel's
    # death signal follows the thread that made the child, not the process.

    def _keep(self) -> None:
        try:
            self._first_start()
            while not self._stopping.is_set():
                self._watch()
        except Trouble as trouble:
            self._failure = trouble
        finally:
            self._settled.set()
            self._end()

    def _first_start(self) -> None:
        until = time.monotonic() + SECONDS_TO_TRY
        while not self._spawn_and_wait():
            if self._stopping.is_set():
                return
            if time.monotonic() > until or not folder.is_passing(self._last_lines()):
                raise Trouble(self._last_words())
            self._stopping.wait(0.3)
        self._settled.set()

    def _watch(self) -> None:
        """Wait until the server ends; unless that was wanted, start it again until it runs."""
        while self._child and self._child.poll() is None:
            if self._stopping.wait(0.2):
                return
        self._say("PostgreSQL stopped unexpectedly; starting it again")
        pause = 0.2
        while not self._stopping.is_set() and not self._spawn_and_wait():
            pause = min(pause * 1.6, LONGEST_PAUSE)
            if pause >= LONGEST_PAUSE:
                self._say(self._last_words())
            self._stopping.wait(pause)

    def _spawn_and_wait(self) -> bool:
        """Start the server once; return whether it came to take connections."""
        self._log_mark = self.log.stat().st_size if self.log.exists() else 0
        program = str(self.binaries.program("postgres"))
        command = [*self.account.prefix, *dies_with_us("INT"), program, "-D", str(self.pgdata)]
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=folder.server_environment(),
                start_new_session=True,
            )
        while self._child.poll() is None:
            if folder.is_ready(self.pgdata, pid=self._child.pid):
                return True
            if self._stopping.wait(0.03):
                return False
        return False

    def _last_lines(self) -> str:
        with self.log.open("rb") as log:
            log.seek(self._log_mark)
            return log.read().decode(errors="replace")

    def _last_words(self) -> str:
        otherwise = f"PostgreSQL did not start (its log is {self.log})"
        return folder.diagnosis(self._last_lines(), otherwise)

    def _end(self) -> None:
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.send_signal(signal.SIGINT)
        try:
            child.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._say("PostgreSQL does not stop; ending it, it will recover at the next start")
            child.send_signal(signal.SIGQUIT)
            child.wait()


@contextmanager
def attach_or_start(data: Path, *, say: Say = say_line, durable: bool = True) -> Iterator[Address]:
    """Give the address of the data folder's server: the running one, else one of our own.

    :raises Trouble: if neither can be had
    """
    until = time.monotonic() + SECONDS_TO_ATTACH
    while True:
        running = running_address(data)
        if running:
            yield running
            return
        try:
            cluster = Cluster(data, say=say, durable=durable)
            cluster.start()
        except Busy:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
            continue
        try:
            yield cluster.address
        finally:
            cluster.stop()
        return


def running_address(data: Path) -> Address | None:
    """Return the address of the supervised server of this data folder, if there is one."""
    pgdata = data.absolute() / "cluster"
    lines = folder.pid_file(pgdata)
    if not folder.is_ready(pgdata) or not _lives(int(lines[0])):
        return None
    if not is_locked(data / "cluster.lock"):
        return None
    return Address(Path(lines[4].split(",")[0].strip()), int(lines[3]))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
