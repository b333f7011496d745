"""Where files are kept: a folder outside the database, each file sealed for its own place."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from whitebeam.kernel import crypto

ORIGINAL, CLEAN = "original", "clean"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of one installation, for the documents of one table.

    A name there says nothing of what is in it.
    """

    folder: Path
    table: str

    def put(self, stored_as: str, *, document: UUID, copy: str, data: bytes) -> None:
        """Keep a copy of a document, sealed."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(stored_as, copy)
        path.touch(mode=0o600)
        path.write_bytes(crypto.seal_bytes(data, table=self.table, row=str(document), column=copy))

    def get(self, stored_as: str, *, document: UUID, copy: str) -> bytes:
        """Open a copy of a document.

        :raises FileNotFoundError: if it is not here any more
        """
        sealed = self._path(stored_as, copy).read_bytes()
        return crypto.unseal_bytes(sealed, table=self.table, row=str(document), column=copy)

    def remove(self, stored_as: str) -> None:
        """Take both copies of a document off the shelf."""
        for copy in (ORIGINAL, CLEAN):
            self._path(stored_as, copy).unlink(missing_ok=True)

    def _path(self, stored_as: str, copy: str) -> Path:
        return self.folder / f"{stored_as}.{copy}"
