"""Reads the address of the mail server: smtp://user:password@host:587?from=no-reply@host.

smtp:// begins plain and turns to TLS before anything is said (?tls=off for a server on this
machine); smtps:// is TLS from the start; console: and memory: keep messages here.
"""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

FOLDER = "django.core.mail.backends"
BACKENDS = {
    "smtp": f"{FOLDER}.smtp.EmailBackend",
    "smtps": f"{FOLDER}.smtp.EmailBackend",
    "console": f"{FOLDER}.console.EmailBackend",
    "memory": f"{FOLDER}.locmem.EmailBackend",
}
PORTS = {"smtp": 587, "smtps": 465}
NOBODY = "no-reply@localhost"


@dataclass(frozen=True, slots=True)
class Mail:
    """How messages leave, in the words of Django's settings."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    starts_plain: bool = False
    is_tls: bool = False
    sender: str = NOBODY


def read(url: str) -> Mail:
    """Return what the address says; without one, messages are printed by the worker.

    :raises ValueError: if it is not an address of this kind
    """
    parts = urlsplit(url or "console:")
    if parts.scheme not in BACKENDS or (parts.scheme in PORTS and not parts.hostname):
        raise ValueError("it is not smtp://…, smtps://…, console: or memory:")
    asked = parse_qs(parts.query)
    return Mail(
        backend=BACKENDS[parts.scheme],
        host=parts.hostname or "",
        port=parts.port or PORTS.get(parts.scheme, 0),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_plain=parts.scheme == "smtp" and asked.get("tls") != ["off"],
        is_tls=parts.scheme == "smtps",
        sender=asked.get("from", [NOBODY])[0],
    )
