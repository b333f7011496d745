"""Signed heads of the log, and the lines of the file that keeps them outside the database."""

import json
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from whitebeam.audit.rules.canonical import canonical

FORMAT = "whitebeam-audit-1"


@dataclass(frozen=True, slots=True)
class State:
    """How far a log goes: its number of leaves and the root over them, in hexadecimal."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class SignedHead:
    """What the sealer swears to: at this moment the log had this state."""

    size: int
    root: str
    signed_at: str
    key_id: str
    signature: str = ""

    @property
    def state(self) -> State:
        return State(self.size, self.root)


@dataclass(frozen=True, slots=True)
class SignedBreak:
    """What the sealer swears to when file and database disagree: it went on from the database.

    A restored backup makes one; so does a tail cut off. The verifier fails on it until somebody
    who knows the cause names it.
    """

    database_size: int
    database_root: str
    file_size: int
    file_root: str
    signed_at: str
    key_id: str
    signature: str = ""


type_of_line = SignedHead | SignedBreak
KINDS: dict[str, type[SignedHead] | type[SignedBreak]] = {
    "head": SignedHead,
    "break": SignedBreak,
}


class NotALine(ValueError):
    """A line of the file of heads that says nothing this program knows."""


@dataclass(frozen=True)
class Seal:
    """The private key that signs heads, with its public half and its short name."""

    private: Ed25519PrivateKey

    @classmethod
    def of(cls, secret: bytes) -> "Seal":
        return cls(Ed25519PrivateKey.from_private_bytes(secret))

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def key_id(self) -> str:
        return key_id_of(self.public)

    def head(self, state: State, *, signed_at: str) -> SignedHead:
        """Return the signed head of this state."""
        draft = SignedHead(state.size, state.root, signed_at, self.key_id)
        return replace(draft, signature=self._signature(draft))

    def broken(self, *, database: State, file: State, signed_at: str) -> SignedBreak:
        """Return the signed statement that the file and the database disagree."""
        draft = SignedBreak(
            database.size, database.root, file.size, file.root, signed_at, self.key_id
        )
        return replace(draft, signature=self._signature(draft))

    def _signature(self, draft: type_of_line) -> str:
        return self.private.sign(signed_bytes(draft)).hex()


def key_id_of(public: bytes) -> str:
    """Return the short name of a public key."""
    return sha256(public).hexdigest()[:16]


def signed_bytes(line: type_of_line) -> bytes:
    """Return what the signature of a line is over: all but the signature, with format and kind."""
    said = _fields(line)
    del said["signature"]
    return canonical(said | {"format": FORMAT, "kind": _kind(line)})


def is_signed(line: type_of_line, *, public: bytes) -> bool:
    """Return whether this line was signed with the private half of this key."""
    if line.key_id != key_id_of(public):
        return False
    try:
        signature = bytes.fromhex(line.signature)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed_bytes(line))
    except (InvalidSignature, ValueError):
        return False
    return True


def written(line: type_of_line) -> str:
    """Return the line as the file of heads has it, with its end."""
    return canonical(_fields(line) | {"format": FORMAT, "kind": _kind(line)}).decode() + "\n"


def read_line(text: str) -> type_of_line:
    """Return what a line of the file says.

    :raises NotALine: if it is torn, of another format, or lacks something
    """
    try:
        said = json.loads(text)
        kind = KINDS[said.pop("kind")]
        known = said.pop("format") == FORMAT
        line = kind(**said)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotALine("This is no line of a file of heads") from None
    if not known or any(type(value) is not _type(name) for name, value in _fields(line).items()):
        raise NotALine("This is no line of a file of heads")
    return line


def _type(name: str) -> type:
    return int if name.endswith("size") else str


def _kind(line: type_of_line) -> str:
    return "head" if isinstance(line, SignedHead) else "break"


def _fields(line: type_of_line) -> dict[str, str | int]:
    return asdict(line)
