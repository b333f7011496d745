"""Asks a ClamAV daemon about a file (its INSTREAM command), over a local socket or TCP."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

CHUNK = 64 * 1024
SECONDS = 20.0
LONGEST_REPLY = 4096
UNIX = "unix:"


class Verdict(StrEnum):
    CLEAN = "CLEAN"
    INFECTED = "INFECTED"
    NOT_SCANNED = "NOT_SCANNED"


def scan(data: bytes, *, address: str) -> Verdict:
    """Return what the scanner at `address` says ("unix:/path" or "host:port"); "" is no scanner.

    A scanner that does not answer, or answers with an error, has not scanned.
    """
    if not address:
        return Verdict.NOT_SCANNED
    try:
        with _connected(address) as wire:
            wire.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK):
                chunk = data[start : start + CHUNK]
                wire.sendall(struct.pack("!L", len(chunk)) + chunk)
            wire.sendall(struct.pack("!L", 0))
            reply = wire.recv(LONGEST_REPLY).rstrip(b"\0\n")
    except OSError:
        return Verdict.NOT_SCANNED
    if reply.endswith(b" FOUND"):
        return Verdict.INFECTED
    return Verdict.CLEAN if reply == b"stream: OK" else Verdict.NOT_SCANNED


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    if address.startswith(UNIX):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wire:
            wire.settimeout(SECONDS)
            wire.connect(address.removeprefix(UNIX))
            yield wire
        return
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=SECONDS) as wire:
        yield wire
