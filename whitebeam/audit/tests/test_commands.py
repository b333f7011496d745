"""The commands an operator runs, and the script an outsider runs."""

import signal
import subprocess
import sys
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import connection

from tests.roles import as_role
from whitebeam.audit.services.heads_file import HeadsFile

from .sealed_logs import record_some
from .tampering import tamper

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "tools" / "verify_audit.py"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.HEADS_FOLDER = tmp_path / "heads"
    return settings.HEADS_FOLDER


def run(name, *arguments, role="wb_seal"):
    out = StringIO()
    with as_role(role):
        call_command(name, *arguments, stdout=out)
    return out.getvalue()


def run_script(export, folder, *arguments):
    return subprocess.run(
        [
            sys.executable, "-I", str(SCRIPT), str(export),
            "--key", str(folder / "public.key"), "--heads", str(folder / "heads.jsonl"),
            *arguments,
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("role", ["wb_seal", "wb_backup"])
def test_seals_and_verifies(role):
    record_some(5)

    assert run("seal_audit") == "5 entries sealed\n"
    assert run("verify_audit", role=role) == (
        "5 sealed entries, 1 heads, 0 entries not sealed yet\nEverything is as it was sealed\n"
    )


def test_names_the_first_bad_entry_and_fails(folder, tmp_path):
    record_some(5)
    run("seal_audit")
    tamper("update audit_entry set verb = 'a.b' where details->>'place' = '3'")
    with as_role("wb_backup"), connection.cursor() as cursor:
        cursor.execute("select id from audit_entry where verb = 'a.b'")
        (number,) = cursor.fetchone()

    with pytest.raises(CommandError) as stopped:
        run("verify_audit")
    assert stopped.value.returncode == 1

    run("verify_audit", "--export", str(tmp_path / "export.jsonl"))
    outside = run_script(tmp_path / "export.jsonl", folder)
    assert outside.returncode == 1
    assert f"FIRST: entry {number} (position 3) was changed" in outside.stdout


def test_the_script_finds_nothing_in_a_sound_log(folder, tmp_path):
    record_some(3)
    run("seal_audit")
    record_some(1)
    run("export_heads", str(tmp_path / "kept"))
    run("verify_audit", "--export", str(tmp_path / "export.jsonl"), role="wb_backup")

    outside = run_script(
        tmp_path / "export.jsonl", folder, "--copy", str(tmp_path / "kept" / "heads.jsonl")
    )

    assert outside.stdout == "3 sealed entries, 1 not sealed yet\nEverything is as it was sealed\n"
    assert outside.returncode == 0


def test_the_script_says_when_it_has_no_evidence(folder, tmp_path):
    record_some(1)
    run("seal_audit")

    outside = run_script(tmp_path / "nowhere.jsonl", folder)

    assert outside.returncode == 2
    assert "could not be read" in outside.stdout


def test_a_kept_copy_of_the_heads_is_brought_up_to_date(folder, tmp_path):
    record_some(1)
    run("seal_audit")
    kept = tmp_path / "kept"
    assert run("export_heads", str(kept)) == "1 lines added\n"
    record_some(1)
    run("seal_audit")

    assert run("export_heads", str(kept)) == "1 lines added\n"
    assert HeadsFile(kept).lines() == HeadsFile(folder).lines()
    assert (kept / "public.key").read_text() == (folder / "public.key").read_text()


@pytest.mark.parametrize("name", ["heads.jsonl", "public.key"])
def test_a_copy_that_disagrees_is_left_alone(name, tmp_path):
    record_some(1)
    run("seal_audit")
    run("export_heads", str(tmp_path))
    (tmp_path / name).write_text("something else\n")

    with pytest.raises(CommandError):
        run("export_heads", str(tmp_path))

    assert (tmp_path / name).read_text() == "something else\n"


def surroundings(**others):
    database = connection.settings_dict
    values = {
        "MODE": "local", "DATA": str(configured.DATA_FOLDER), "DB_HOST": database["HOST"],
        "DB_PORT": str(database["PORT"]), "DB_NAME": database["NAME"], "DB_USER": "wb_test",
        "DB_ROLE": "wb_seal", **others,
    }  # fmt: skip
    return {f"WHITEBEAM_{key}": value for key, value in values.items()} | {
        "PATH": "", "DJANGO_SETTINGS_MODULE": "whitebeam.config.settings.local",
    }  # fmt: skip


def run_alone(name, *arguments):
    """Run a command as its own process, where no test has begun the transaction for it."""
    return subprocess.run(
        [sys.executable, "manage.py", name, *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env=surroundings(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said"), [("seal_audit", "0 entries sealed"), ("verify_audit", "0 sealed entries")]
)
def test_the_commands_sign_their_own_transactions(name, said):
    ended = run_alone(name)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert said in ended.stdout


def test_goes_on_when_the_database_refuses_and_stops_when_told():
    with subprocess.Popen(
        [sys.executable, "manage.py", "seal_audit", "--every", "0.05"],
        cwd=ROOT, env=surroundings(DB_ROLE="wb_app"), stderr=subprocess.PIPE, text=True,
    ) as sealer:  # fmt: skip
        said = [sealer.stderr.readline() for _ in range(2)]
        sealer.terminate()

    assert sealer.returncode == 0
    assert all("could not be sealed: ProgrammingError" in line for line in said)


@pytest.fixture
def told_to_stop():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGTERM])
    timer.start()
    yield
    timer.join()
    for number, handler in before.items():
        signal.signal(number, handler)


def test_seals_again_and_again_until_told_to_stop(folder, told_to_stop):
    record_some(2)

    run("seal_audit", "--every", "0.05")

    assert len(HeadsFile(folder).lines()) == 1


def test_goes_on_when_the_disk_refuses(folder, told_to_stop, caplog):
    folder.write_text("a file where the folder should be")
    record_some(1)

    run("seal_audit", "--every", "0.05")

    assert "The audit could not be sealed: FileExistsError" in caplog.text
    assert str(configured.DATA_FOLDER) not in caplog.text
