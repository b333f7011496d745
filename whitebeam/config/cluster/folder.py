"""The data folder: made whole or not at all, with settings rewritten at each start."""

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path

from whitebeam.config.cluster.account import Account
from whitebeam.config.cluster.binaries import Binaries
from whitebeam.config.cluster.trouble import Trouble

ADMIN = "whitebeam"
MIGRATE = "wb_migrate"
LOGIN_ROLES = (
    ADMIN,
    MIGRATE,
    "wb_app",
    "wb_worker",
    "wb_broker",
    "wb_seal",
    "wb_report",
    "wb_public",
    "wb_backup",
    "wb_test",
)
PROCESSES = Path("/proc")
NEEDED_BYTES = 300_000_000
LONGEST_SOCKET_PATH = 107
PORT = 5432

SETTINGS = """\
# Written by Whitebeam at each start. Put your own settings in local.conf beside this file.
listen_addresses = ''
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
# No statement and no value reaches the server's log: both may hold what people told us.
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
fsync = {durable}
full_page_writes = {durable}
synchronous_commit = {durable}
include_if_exists = 'local.conf'
"""


def check_room(data: Path, *, needed: int = NEEDED_BYTES) -> None:
    """Make sure that the data folder can be written and the disk is not full.

    :raises Trouble: if it cannot
    """
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Trouble(
            f"The data folder {data} cannot be made ({error.strerror}): name another in "
            "WHITEBEAM_DATA."
        ) from None
    if not os.access(data, os.W_OK | os.X_OK) or data.stat().st_uid not in {os.geteuid(), 0}:
        raise Trouble(
            f"The data folder {data} cannot be written by this account: run as its owner, or "
            "name another folder in WHITEBEAM_DATA."
        )
    if shutil.disk_usage(data).free < needed:
        raise Trouble(
            f"The disk of {data} is full (less than {needed // 1_000_000} MB left): make "
            "room, or name a folder on another disk in WHITEBEAM_DATA."
        )


def major_of(pgdata: Path) -> int | None:
    """Return the major version that made this data folder, or None if there is none yet."""
    try:
        return int((pgdata / "PG_VERSION").read_text().strip())
    except FileNotFoundError:
        return None


def check_owner(pgdata: Path, account: Account) -> None:
    """Make sure that the database's files are ours.

    :raises Trouble: if another account made them
    """
    if account.spare is None and pgdata.exists() and pgdata.stat().st_uid != os.geteuid():
        raise Trouble(
            f"The database in {pgdata} belongs to another account of this machine: run as that "
            "account, or name another folder in WHITEBEAM_DATA."
        )


def make_folder(pgdata: Path, binaries: Binaries, account: Account) -> None:
    """Make a new database cluster beside its place, then put it there in one step.

    :raises Trouble: if initdb does not succeed
    """
    draft = pgdata.with_name(pgdata.name + ".new")
    if draft.exists():
        shutil.rmtree(draft)
    if account.spare:
        draft.mkdir(mode=0o700)
        account.own(draft)
    options = ["-U", ADMIN, "--auth-local=peer", "--auth-host=reject", "-E", "UTF8"]
    command = [*account.prefix, str(binaries.program("initdb")), "-D", str(draft), *options]
    done = subprocess.run(
        [*command, "--locale=C.UTF-8", "--data-checksums"],
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env=server_environment(),
    )
    if done.returncode:
        raise Trouble(diagnosis(done.stderr, "PostgreSQL could not make its data folder"))
    draft.rename(pgdata)


def write_settings(pgdata: Path, sockets: Path, account: Account, *, durable: bool) -> None:
    """Write the server's settings and who may connect as whom: this account alone, as any role."""
    switch = "on" if durable else "off"
    roles = "\n".join(f"whitebeam {account.seen_as} {role}" for role in LOGIN_ROLES)
    texts = {
        "postgresql.conf": SETTINGS.format(port=PORT, sockets=sockets, durable=switch),
        "pg_hba.conf": "local all all peer map=whitebeam\n",
        "pg_ident.conf": roles + "\n",
    }
    for name, text in texts.items():
        draft = pgdata / f"{name}.new"
        draft.write_text(text)
        account.own(draft)
        draft.replace(pgdata / name)


def socket_folder(data: Path) -> Path:
    """Return the data folder's own place for sockets, whose path is short enough for one."""
    name = f"whitebeam-{hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]}"
    folder = Path(tempfile.gettempdir()) / name
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET_PATH:
        folder = Path("/tmp") / name
    return folder


def make_socket_folder(folder: Path, account: Account) -> None:
    """Make the folder for sockets, private to this account.

    :raises Trouble: if someone else holds its name
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in account.ids:
        raise Trouble(
            f"{folder} belongs to someone else: remove it, or set TMPDIR to a folder of your own."
        )
    folder.chmod(0o700)
    account.own(folder)


def server_environment() -> dict[str, str]:
    """Return the environment of server programs, without what would steer them elsewhere."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def pid_file(pgdata: Path) -> list[str]:
    """Return the lines of the server's own note of its process, empty if there is none."""
    try:
        return (pgdata / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def is_ready(pgdata: Path, *, pid: int | None = None) -> bool:
    """Return whether the server (the one with this process id, if given) takes connections."""
    lines = pid_file(pgdata)
    ours = pid is None or (bool(lines) and lines[0].strip() == str(pid))
    return ours and len(lines) > 7 and lines[7].strip() == "ready"


def clear_leftover(pgdata: Path, *, seconds: float = 20) -> None:
    """Settle a server left by a supervisor that was killed; forget one that is long gone.

    Call it only while holding the data folder's lock: nobody else supervises a server in it.
    """
    lines = pid_file(pgdata)
    if not lines or not PROCESSES.exists():
        return
    pid = int(lines[0])
    until = time.monotonic() + seconds
    while _serves(pid, pgdata) and time.monotonic() < until:
        os.kill(pid, signal.SIGINT)
        time.sleep(0.2)
    # A dead process's note stays: by it the new server finds backends that outlived the old one.
    # Only a number that now belongs to a stranger is in the way.
    if _lives(pid) and not _anyone_serves(pgdata):
        (pgdata / "postmaster.pid").unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    return (PROCESSES / str(pid)).exists()


def _serves(pid: int, pgdata: Path) -> bool:
    try:
        return (PROCESSES / str(pid) / "cwd").resolve(strict=True) == pgdata.resolve()
    except OSError:
        return False


def _anyone_serves(pgdata: Path) -> bool:
    return any(_serves(int(p.name), pgdata) for p in PROCESSES.iterdir() if p.name.isdigit())


def is_passing(log: str) -> bool:
    """Return whether the server may well start a moment later, when an older one is gone."""
    words = ("lock file", "pre-existing shared memory", "starting up", "shutting down")
    return any(each in log for each in words) or not log.strip()


def diagnosis(log: str, otherwise: str) -> str:
    """Return one sentence for what the server's last words mean, with a way out."""
    known = {
        "No space left on device": "The disk is full: make room and run this again.",
        "pre-existing shared memory": "Parts of a killed PostgreSQL still run on this data "
        "folder: wait a little, or restart the machine, and run this again.",
        "lock file": "Another PostgreSQL already serves this data folder: stop it first.",
        "incompatible with server": "The data folder was made by another version of PostgreSQL: "
        "name that version's programs in WHITEBEAM_PG_BIN.",
        "wrong ownership": "The data folder belongs to another account: run as that account.",
        "could not create shared memory": "The machine has too little memory for PostgreSQL: "
        "free some, or lower shared_buffers in cluster/local.conf.",
        "local.conf": "cluster/local.conf holds a setting that PostgreSQL refuses: mend it.",
    }
    for words, sentence in known.items():
        if words in log:
            return sentence
    lines = [line for line in log.splitlines() if "FATAL" in line or "error" in line.lower()]
    said = (lines or log.splitlines() or ["it said nothing"])[-1].strip()
    return f"{otherwise}: {said}"
