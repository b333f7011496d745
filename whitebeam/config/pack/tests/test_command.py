import pytest

from tests.roles import as_role
from whitebeam.config.pack import load
from whitebeam.config.pack.__main__ import main

pytestmark = pytest.mark.django_db


def test_a_sound_pack_is_checked(example, capsys):
    assert main(["check", str(example.folder)]) == 0
    assert capsys.readouterr().out == "The pack is sound.\n"


def test_a_broken_pack_is_told_with_file_and_line(example, capsys):
    example.change("queues.yaml", "agency: example-service", "agency: example-servis")

    assert main(["check", str(example.folder)]) == 1
    assert main(["load", str(example.folder)]) == 1

    line = "queues.yaml, line 3: There is no agency 'example-servis'. Did you mean"
    assert capsys.readouterr().out.count(line) == 2


def test_a_pack_is_compared_and_loaded(example, capsys):
    folder = str(example.folder)

    with as_role("wb_bulk"):
        assert main(["diff", folder]) == 0
        assert "areas: add E06000035" in capsys.readouterr().out
        assert main(["load", folder]) == 0
        assert "Example Partnership" in capsys.readouterr().out
        assert main(["diff", folder]) == 0
        assert capsys.readouterr().out == "Loading would change nothing.\n"


def test_progress_is_said(example):
    said = []

    with as_role("wb_bulk"):
        load(example.folder, say=said.append)

    assert said[0] == "areas: 1"
    assert any(line.startswith("postcodes: ") for line in said)


def test_what_cannot_be_understood_is_told(capsys):
    assert main(["explain"]) == 2
    assert "load, diff or check" in capsys.readouterr().out
