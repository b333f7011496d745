"""The file that keeps every signed head outside the database. It is only ever appended to."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whitebeam.audit.rules.heads import NotALine, read_line, type_of_line, written

BLOCK = 4096


class NotAContinuation(Exception):
    """A copy of the heads holds what this installation's file does not. Keep both."""


@dataclass(frozen=True)
class HeadsFile:
    """The heads of one installation and the public key they are signed with."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "heads.jsonl"

    @property
    def key_path(self) -> Path:
        return self.folder / "public.key"

    def lines(self) -> list[str]:
        """Return the lines as they stand."""
        return self.path.read_text().splitlines() if self.path.exists() else []

    def newest(self) -> type_of_line | None:
        """Return the last line that can be read; a crash may have torn the one after it."""
        if not self.path.exists():
            return None
        for text in self._from_the_end():
            try:
                return read_line(text.decode())
            except (NotALine, UnicodeDecodeError):
                continue
        return None

    def append(self, line: type_of_line) -> None:
        """Add a line and wait until the disk has it."""
        is_new = not self.path.exists()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.path.open("ab") as file:
            file.write((self._mend() + written(line)).encode())
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            self._settle_folder()

    def keep_key(self, public: bytes) -> None:
        """Write the public key beside the heads, once; an earlier key stays."""
        if self.key_path.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.key_path.write_text(public.hex() + "\n")

    def _mend(self) -> str:
        """Return the end that a torn last line lacks, so that the next stands by itself."""
        if not self.path.exists() or self.path.stat().st_size == 0:
            return ""
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return "" if file.read(1) == b"\n" else "\n"

    def _from_the_end(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            start, rest = file.seek(0, os.SEEK_END), b""
            while start > 0:
                step = min(BLOCK, start)
                start -= step
                file.seek(start)
                first, *whole = (file.read(step) + rest).split(b"\n")
                yield from (line for line in reversed(whole) if line)
                rest = first
            yield rest

    def _settle_folder(self) -> None:
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def hand_over(file: HeadsFile, *, to: HeadsFile) -> int:
    """Bring a copy kept elsewhere up to date, and return how many lines that added.

    :raises NotAContinuation: if the copy holds a line or a key that the file does not
    """
    ours, theirs = file.lines(), to.lines()
    if ours[: len(theirs)] != theirs:
        raise NotAContinuation("The copy holds heads that this installation does not have")
    key = file.key_path.read_text()
    to.keep_key(bytes.fromhex(key))
    if to.key_path.read_text() != key:
        raise NotAContinuation("The copy was made with another key")
    draft = to.path.with_suffix(".new")
    draft.write_text("".join(line + "\n" for line in ours))
    draft.replace(to.path)
    return len(ours) - len(theirs)
