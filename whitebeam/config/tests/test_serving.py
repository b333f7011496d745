"""Addresses are taken first; processes are kept running and end together."""

import os
import socket
import sys
import threading
from argparse import Namespace

import pytest

from whitebeam.config.cluster import Trouble
from whitebeam.config.command.children import Child, Children
from whitebeam.config.command.resetting import reset
from whitebeam.config.command.serving import open_doors

STAYS = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
FALLS = [sys.executable, "-c", "import sys; print('no settings'); sys.exit(4)"]


@pytest.fixture
def family(said):
    children = Children(said.append)
    yield children
    children.stop()


def child(command, log=None):
    return Child("worker", command, dict(os.environ), log)


def watch(children, condition):
    children.watch(threading.Event(), until=condition)


def test_a_busy_port_is_named_with_the_option_that_changes_it(socket_enabled):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        options = Namespace(host="127.0.0.1", port=port, staff_port=port + 1)

        with pytest.raises(Trouble, match=rf"Port {port} is already in use.*--port"):
            open_doors(options, ("public",))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"host": "203.0.113.7"}, "not an address of this machine"),
        ({"host": "no.such.host.invalid"}, "not an address of this machine"),
        ({"staff_port": 18000}, "choose another --staff-port"),
    ],
)
def test_an_address_that_cannot_be_had_is_named(socket_enabled, options, sentence):
    usual = {"host": "127.0.0.1", "port": 18000, "staff_port": 18001}

    with pytest.raises(Trouble, match=sentence):
        open_doors(Namespace(**usual | options), ("public", "staff"))


@pytest.mark.parametrize(
    ("named", "origin"),
    [("", "http://localhost:18000"), ("https://help.example.org", "https://help.example.org")],
)
def test_an_address_behind_a_proxy_is_the_operators_word(
    socket_enabled, monkeypatch, named, origin
):
    monkeypatch.setenv("WHITEBEAM_PUBLIC_ORIGIN", named)
    options = Namespace(host="127.0.0.1", port=18000, staff_port=18001)

    [door] = open_doors(options, ("public",))
    door.listener.close()

    assert (door.origin, door.near) == (origin, "http://localhost:18000")


def test_a_child_that_is_killed_is_started_again(family, said):
    family.start([child(STAYS)])
    first = family.members[0].process

    first.kill()
    watch(family, lambda: family.members[0].process not in {None, first})

    assert family.members[0].process.poll() is None
    assert said == ["The worker ended (exit code -9); starting it again"]


def test_a_child_that_keeps_falling_is_started_ever_more_slowly(family, tmp_path):
    fallen = child(FALLS, tmp_path / "worker.log")
    family.start([fallen])

    watch(family, lambda: fallen.deaths == 3)

    assert fallen.pause == 4.0
    assert fallen.tail().splitlines() == ["no settings"] * 3


def test_all_end_together(family):
    family.start([child(STAYS), child(STAYS)])

    family.stop()

    assert [c.process.poll() is None for c in family.members] == [False, False]


def test_only_a_demonstration_is_reset(tmp_path):
    (tmp_path / "cluster").mkdir()

    with pytest.raises(Trouble, match="does not hold a demonstration"):
        reset(tmp_path)

    assert (tmp_path / "cluster").exists()


def test_a_demonstration_is_reset(tmp_path):
    for name in ("cluster", "keys", "secrets"):
        (tmp_path / name).mkdir()
    (tmp_path / "demonstration").touch()

    reset(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {"secrets", "cluster.lock"}


def test_a_demonstration_in_use_is_not_reset(running):
    (running.data / "demonstration").touch()

    with pytest.raises(Trouble, match="already runs"):
        reset(running.data)
