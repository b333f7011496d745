"""Who acts, for which agency and why: signed, and bound to one transaction of one connection.

The database verifies the signature in `sec.claims()` (kernel migration 0001) before any row about
a person is seen. A context that is absent, forged, expired or carried to another connection or
transaction raises there; it never answers with an empty list.
"""

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from psycopg.pq import TransactionStatus

from whitebeam.kernel.purposes import Purpose

if TYPE_CHECKING:
    from whitebeam.kernel.db.base import DatabaseWrapper

SECONDS_VALID = 600
SEPARATOR = "|"
SET = "select set_config('wb.ctx', %s, true), set_config('wb.proof', %s, true)"


@dataclass(frozen=True, slots=True)
class Acting:
    """The acting user or named process of a piece of work."""

    who: str
    agency: str = ""
    purpose: Purpose | None = None
    request_id: str = field(default_factory=lambda: uuid4().hex)
    # A secret that this session holds beside its user; walls compare its hash with what is kept.
    proof: str = field(default="", repr=False)

    @classmethod
    def user(
        cls,
        user_id: UUID,
        *,
        agency: UUID | None = None,
        purpose: Purpose | None = None,
        proof: str = "",
    ) -> "Acting":
        return cls(f"user:{user_id}", str(agency or ""), purpose, proof=proof)

    @classmethod
    def process(cls, name: str) -> "Acting":
        """Return a named process, which has its own narrow policies and no user's rights."""
        return cls(f"process:{name}", "", Purpose.SUPERVISION)


_current: ContextVar[Acting | None] = ContextVar("acting", default=None)


def current() -> Acting | None:
    return _current.get()


@contextmanager
def acting(who: Acting) -> Iterator[Acting]:
    """Act as `who` for every transaction begun inside, and for the one that is open."""
    token = _current.set(who)
    try:
        _sign_open_transaction()
        yield who
    finally:
        _current.reset(token)
        _sign_open_transaction()


def signed(who: Acting, *, pid: int, began: int, now: float, key: bytes) -> str:
    """Return the context string: who, agency, purpose, request, pid, transaction, expiry, HMAC."""
    claims = SEPARATOR.join(
        (
            who.who,
            who.agency,
            who.purpose or "",
            who.request_id,
            str(pid),
            str(began),
            str(int(now) + SECONDS_VALID),
        )
    )
    return claims + SEPARATOR + hmac.new(key, claims.encode(), hashlib.sha256).hexdigest()


def sign(wrapper: "DatabaseWrapper") -> None:
    """Set the current context in the transaction that has just begun on this connection."""
    who = current()
    if wrapper.connection is None:
        return
    # A lost server must be Django's own error here too, or nobody who answers it would.
    with wrapper.wrap_database_errors, wrapper.connection.cursor() as cursor:
        if who is None:
            cursor.execute(SET, ["", ""])
            return
        cursor.execute(
            "select pg_backend_pid(),"
            " (extract(epoch from transaction_timestamp()) * 1000000)::bigint"
        )
        pid, began = cursor.fetchone()
        context = signed(
            who, pid=pid, began=began, now=time.time(), key=settings.KEYRING.context_key
        )
        cursor.execute(SET, [context, who.proof])


def _sign_open_transaction() -> None:
    if not connection.in_atomic_block or connection.connection is None:
        return
    if connection.connection.info.transaction_status == TransactionStatus.INERROR:
        return
    sign(connection)  # type: ignore[arg-type]  # the default alias is always our own wrapper
