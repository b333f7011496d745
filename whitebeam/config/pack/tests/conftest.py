"""Copies of packs that a test may break."""

import shutil
from pathlib import Path

import pytest

from whitebeam.config.pack import check

PACKS = Path(__file__).parents[4] / "packs"


class Copy:
    """A pack that can be changed file by file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def change(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    def add(self, file: str, text: str) -> None:
        path = self.folder / file
        path.write_text(path.read_text() + text)

    def line(self, file: str, marker: str) -> int:
        lines = (self.folder / file).read_text().splitlines()
        return next(number for number, line in enumerate(lines, 1) if marker in line)

    def assert_named(self, file: str, old: str, new: str, marker: str | None, said: str) -> None:
        """Make the mistake and see it named; without a marker, on whatever line."""
        self.change(file, old, new)
        problems = check(self.folder)
        found = [problem for problem in problems if said in problem.sentence]
        assert found, [str(problem) for problem in problems]
        assert found[0].line >= 1
        if marker:
            assert (found[0].file, found[0].line) == (file, self.line(file, marker))


def copy_of(name: str, tmp_path: Path) -> Copy:
    shutil.copytree(PACKS / name, tmp_path / name)
    return Copy(tmp_path / name)


@pytest.fixture
def kent(tmp_path):
    return copy_of("kent_medway", tmp_path)


@pytest.fixture
def example(tmp_path):
    return copy_of("example", tmp_path)
