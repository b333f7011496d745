"""Puts the verifying half of the context key where only the security functions can read it."""

from django.conf import settings
from django.db import connection, transaction

BLOCK_BYTES = 64


def pads(key: bytes) -> tuple[bytes, bytes]:
    """Return the inner and outer padded keys of HMAC-SHA256 (RFC 2104)."""
    padded = key.ljust(BLOCK_BYTES, b"\0")
    return bytes(b ^ 0x36 for b in padded), bytes(b ^ 0x5C for b in padded)


@transaction.atomic
def install_context_key() -> None:
    """Store the key's pads; the session must be allowed to become wb_sec."""
    with connection.cursor() as cursor:
        cursor.execute("set local role wb_sec")
        cursor.execute(
            "insert into sec.ctx_key (id, inner_pad, outer_pad) values (1, %s, %s)"
            " on conflict (id) do update"
            " set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            pads(settings.KEYRING.context_key),
        )
