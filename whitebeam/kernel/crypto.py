"""Field encryption: AES-256-GCM bound to table, row and column, with keys outside the database.

A ciphertext moved to another row or column does not open. The first byte names the format, the
second the key, so that keys can be changed while old rows still open.
"""

import json
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

FORMAT = 1
NONCE_BYTES = 12


class Unreadable(Exception):
    """A ciphertext that does not belong here, was altered, or whose key is gone."""


@dataclass(frozen=True)
class Keyring:
    """The keys of one installation, one file, readable by its owner alone."""

    path: Path

    @classmethod
    def at(cls, folder: Path, *, create: bool) -> "Keyring":
        """Return the keyring in this folder.

        :raises FileNotFoundError: if there is none and `create` is not asked for
        """
        path = folder / "keyring.json"
        if create and not path.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_new(path)
        path.stat()
        return cls(path)

    @cached_property
    def _keys(self) -> dict[str, str]:
        keys: dict[str, str] = json.loads(self.path.read_text())
        return keys

    @property
    def context_key(self) -> bytes:
        return bytes.fromhex(self._keys["context"])

    @property
    def match_key(self) -> bytes:
        return bytes.fromhex(self._keys["match"])

    @property
    def seal_key(self) -> bytes:
        """Return the Ed25519 private key (32 bytes) that signs the audit's tree heads."""
        return bytes.fromhex(self._keys["seal"])

    @property
    def django_key(self) -> str:
        return self._keys["django"]

    @cached_property
    def field_keys(self) -> dict[int, bytes]:
        return {
            int(name.removeprefix("field-")): bytes.fromhex(key)
            for name, key in self._keys.items()
            if name.startswith("field-")
        }


def _write_new(path: Path) -> None:
    names = ("context", "match", "seal", "django", "field-1")
    keys = {name: secrets.token_hex(32) for name in names}
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(keys, indent=1) + "\n")
    try:
        # A link never replaces: of two first runs at once, one keyring wins and both use it.
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def seal(text: str, *, table: str, row: str, column: str) -> bytes:
    """Return the ciphertext of `text` for this one place."""
    return seal_bytes(text.encode(), table=table, row=row, column=column)


def seal_bytes(data: bytes, *, table: str, row: str, column: str) -> bytes:
    """Return the ciphertext of a file's content for this one place."""
    number = max(settings.KEYRING.field_keys)
    nonce = secrets.token_bytes(NONCE_BYTES)
    place = _place(table, row, column, number)
    body = AESGCM(settings.KEYRING.field_keys[number]).encrypt(nonce, data, place)
    return bytes((FORMAT, number)) + nonce + body


def unseal(data: bytes, *, table: str, row: str, column: str) -> str:
    """Return the text sealed for this place.

    :raises Unreadable: if it was sealed for another place, altered, or its key is gone
    """
    return unseal_bytes(data, table=table, row=row, column=column).decode()


def unseal_bytes(data: bytes, *, table: str, row: str, column: str) -> bytes:
    """Return the content sealed for this place.

    :raises Unreadable: if it was sealed for another place, altered, or its key is gone
    """
    if len(data) < 2 + NONCE_BYTES or data[0] != FORMAT:
        raise Unreadable("This is not a sealed value")
    number = data[1]
    key = settings.KEYRING.field_keys.get(number)
    if key is None:
        raise Unreadable(f"Key {number} is not in the keyring")
    nonce, body = data[2 : 2 + NONCE_BYTES], data[2 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, _place(table, row, column, number))
    except InvalidTag:
        raise Unreadable("The sealed value does not belong here or was altered") from None


def _place(table: str, row: str, column: str, number: int) -> bytes:
    return f"{table}|{row}|{column}|{number}".encode()
