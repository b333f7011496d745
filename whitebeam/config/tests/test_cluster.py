"""The supervised server: private, kept running, and mended after whatever happened before."""

import os
import shutil
import signal
import stat
import subprocess
import sys

import psycopg
import pytest

from whitebeam.config.cluster import Busy, Cluster, Trouble, attach_or_start, running_address
from whitebeam.config.cluster import folder as folders

HOLD = """
import sys, threading
from pathlib import Path
from whitebeam.config.cluster import Cluster
with Cluster(Path(sys.argv[1]), durable=False) as cluster:
    print("ready", cluster.pid, flush=True)
    threading.Event().wait()
"""


def ask(address, question):
    with psycopg.connect(address.conninfo(), autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def keep_a_row(address):
    with psycopg.connect(address.conninfo()) as connection:
        connection.execute("create table kept as select 7 as n")


def test_answers_by_a_private_socket_only(running):
    answer = ask(running.address, "show listen_addresses")

    assert answer == ""
    assert stat.S_IMODE(running.address.sockets.stat().st_mode) == 0o700
    assert (running.pgdata / "pg_hba.conf").read_text() == "local all all peer map=whitebeam\n"
    assert "wb_app" in (running.pgdata / "pg_ident.conf").read_text()


def test_is_durable_and_checksummed_unless_told_otherwise(data):
    with Cluster(data) as cluster:
        answers = [ask(cluster.address, f"show {s}") for s in ("fsync", "data_checksums")]

    assert answers == ["on", "on"]


def test_writes_no_statement_and_no_value_to_its_log(running):
    with psycopg.connect(running.address.conninfo(), autocommit=True) as connection:
        connection.execute("create table secret (word text unique)")
        connection.execute("insert into secret values ('hawthorn')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into secret values ('hawthorn')")

    assert "duplicate key" in running.log.read_text()
    assert "hawthorn" not in running.log.read_text()


def test_refuses_a_second_supervisor(running):
    with pytest.raises(Busy, match="already runs on the data folder"):
        Cluster(running.data).start()


def test_others_use_the_running_server(running):
    with attach_or_start(running.data) as address:
        assert address == running.address

    assert running_address(running.data) == running.address


def test_starts_one_where_none_runs_and_stops_it_afterwards(data, said):
    with attach_or_start(data, say=said.append, durable=False) as address:
        assert ask(address, "select 1") == 1

    assert running_address(data) is None
    assert not address.sockets.exists()


def test_starts_again_when_the_server_is_killed_and_loses_nothing(data, said, eventually):
    with Cluster(data, say=said.append) as cluster:
        keep_a_row(cluster.address)
        first = cluster.pid

        os.kill(first, signal.SIGKILL)
        eventually(lambda: cluster.pid != first and running_address(data))

        assert ask(cluster.address, "select n from kept") == 7
    assert said == ["PostgreSQL stopped unexpectedly; starting it again"]


def test_no_server_outlives_a_killed_supervisor(data, said):
    command = [sys.executable, "-c", HOLD, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        pid = int(holder.stdout.readline().split()[1])
        holder.kill()

    with Cluster(data, durable=False, say=said.append) as cluster:
        assert cluster.pid != pid
        assert ask(cluster.address, "select 1") == 1


def test_mends_a_first_run_that_was_interrupted(tmp_path, said):
    left = tmp_path / "data" / "cluster.new"
    left.mkdir(parents=True)
    (left / "PG_VERSION").write_text("15")

    with Cluster(tmp_path / "data", durable=False, say=said.append) as cluster:
        assert ask(cluster.address, "select 1") == 1

    assert not left.exists()


def test_is_not_held_up_by_a_number_that_now_belongs_to_a_stranger(data):
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE) as stranger:
        note = [str(stranger.pid), str(data / "cluster"), "0", "5432", "", "", " 1 1", "ready"]
        (data / "cluster" / "postmaster.pid").write_text("\n".join(note) + "\n")

        with Cluster(data, durable=False) as cluster:
            assert ask(cluster.address, "select 1") == 1

        stranger.stdin.close()


def test_says_which_version_made_the_folder(data):
    (data / "cluster" / "PG_VERSION").write_text("9\n")

    with pytest.raises(Trouble, match=r"made by PostgreSQL 9, and this machine has only"):
        Cluster(data).start()


def test_says_that_the_disk_is_full(tmp_path):
    with pytest.raises(Trouble, match=r"The disk of .* is full"):
        folders.check_room(tmp_path, needed=10**18)


def test_says_that_the_folder_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(Trouble, match="cannot be made"):
        folders.check_room(tmp_path / "file" / "data")


def test_says_that_a_setting_of_the_operator_is_refused(data):
    (data / "cluster" / "local.conf").write_text("shared_bufers = 1GB\n")

    with pytest.raises(Trouble, match=r"cluster/local.conf holds a setting"):
        Cluster(data).start()


def test_keeps_its_socket_path_short_enough(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("deep" * 30)))

    assert len(str(folders.socket_folder(tmp_path))) < 60


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("FATAL:  could not write: No space left on device", "The disk is full"),
        ('FATAL:  lock file "postmaster.pid" already exists', "Another PostgreSQL already serves"),
        ("FATAL:  data directory has wrong ownership", "The data folder belongs to another"),
        ("FATAL:  something new", "It failed: FATAL:  something new"),
        ("", "It failed: it said nothing"),
    ],
)
def test_turns_the_last_words_into_a_sentence(log, sentence):
    assert folders.diagnosis(log, "It failed").startswith(sentence)


def test_a_data_folder_left_by_a_crash_starts_again(data, tmp_path):
    """A copy of a running server's files is what a crash of the machine leaves behind."""
    with Cluster(data) as cluster:
        keep_a_row(cluster.address)
        shutil.copytree(data, tmp_path / "copy")

    with Cluster(tmp_path / "copy", durable=False) as cluster:
        assert ask(cluster.address, "select n from kept") == 7
