"""The operator's words: what is ours, what is passed on, and what the exit code says."""

import os
import signal
import subprocess
import sys

import pytest

from whitebeam.config.command import main, options


@pytest.mark.parametrize(
    ("line", "fast", "postgres", "rest"),
    [
        ("test", None, "both", []),
        ("test fast", "fast", "both", []),
        ("test fast -k door -x", "fast", "both", ["-k", "door", "-x"]),
        ("test --postgres embedded fast", "fast", "embedded", []),
        ("test --postgres=debian tests/journeys", None, "debian", ["tests/journeys"]),
        ("test -k fast", None, "both", ["-k", "fast"]),
    ],
)
def test_what_is_for_pytest_is_passed_on(line, fast, postgres, rest):
    parsed = options.parse(line.split())

    assert (parsed.fast, parsed.postgres, parsed.rest) == (fast, postgres, rest)


@pytest.mark.parametrize(
    "line", ["run --port 0", "run --port 70000", "run --people many", "serve --only both", "", "go"]
)
def test_a_mistake_is_answered_before_anything_is_done(line, capsys):
    with pytest.raises(SystemExit) as ended:
        main(line.split())

    assert ended.value.code == 2
    assert "error" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "serve", "backup", "test", "check"])
def test_help_tells_the_exit_codes(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert "exit codes:" in capsys.readouterr().out


def test_trouble_is_one_sentence_and_exit_code_1(tmp_path):
    done = whitebeam("pack", "load", str(tmp_path / "nothing"), data=tmp_path / "data")

    assert done.returncode == 1
    assert done.stderr.startswith("There is no folder")
    assert "Traceback" not in done.stderr


def test_ctrl_c_stops_what_was_begun(tmp_path, eventually):
    """The interrupted first run leaves nothing running and nothing half made."""
    command = [sys.executable, "-m", "whitebeam.config.command", "migrate"]
    env = os.environ | {"WHITEBEAM_DATA": str(tmp_path / "data"), "WHITEBEAM_MODE": "local"}
    pid_file = tmp_path / "data" / "cluster" / "postmaster.pid"
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as child:
        eventually(pid_file.exists)
        child.send_signal(signal.SIGINT)
        said = child.communicate()[1]

    assert child.returncode == 130
    assert said.splitlines()[-1] == "Stopped."
    assert not pid_file.exists()


def whitebeam(*words, data):
    return subprocess.run(
        [sys.executable, "-m", "whitebeam.config.command", *words],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"WHITEBEAM_DATA": str(data)},
    )
