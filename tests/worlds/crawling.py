"""Opens every page of the staff application as one user, and keeps what she could notice."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from uuid import UUID, uuid4

from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.architecture import catalogue
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose

SITE = "whitebeam.config.urls_staff"
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
PLAIN = {"what": "flag", "channel": "call", "page": "person", "name": "form", "key": "clocks"}
# What is different at every look, whoever looks: tokens against forgery and of doing things once.
FRESH = re.compile(
    r'(nonce-|nonce="|"challenge": "|csrf-token" content="|X-CSRFToken["&#34;: ]+)[\w+/=-]+'
    r'|(name="(?:csrfmiddlewaretoken|idempotency_key|once_key|tab)" value=")[^"]*'
)
OF_THE_MOMENT = ("Set-Cookie", "Expires")
NOTHING = r"\1\2"


class Visitor:
    """One user's browser: the same cookies for every page, whatever the last one changed."""

    def __init__(self, user) -> None:
        client = Client()
        with_second_factor(client, user)
        client.get("/")
        self.user, self.cookies = user, client.cookies.output(header="", sep=";")

    def sees(self, method: str, address: str, data: Mapping[str, str] | None = None) -> tuple:
        """Return what she notices of one page: its status, headers, text and length."""
        client = Client(raise_request_exception=True)
        client.cookies = SimpleCookie(self.cookies)
        with undone():
            try:
                answer = getattr(client, method)(address, data or {})
            except Exception as fault:  # a page that fails must fail alike in both worlds
                return type(fault).__name__, str(fault)
            headers = sorted(
                f"{name}: {FRESH.sub(NOTHING, value)}"
                for name, value in answer.headers.items()
                if name not in OF_THE_MOMENT
            )
            return answer.status_code, "\n".join(headers), FRESH.sub(NOTHING, _text(answer))


def _text(answer) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode(errors="replace")


@contextmanager
def undone() -> Iterator[None]:
    """Undo whatever happens inside, so that no look changes the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def number_from(first: int) -> None:
    """Let audit entries count from here in both worlds; a sequence is not undone."""
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("select setval('audit_entry_id_seq', %s)", [first])


def next_number() -> int:
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("select nextval('audit_entry_id_seq')")
        return cursor.fetchone()[0]


def addresses(resolver=None, prefix="/") -> Iterator[str]:
    """Return the pattern of every page, as the map of addresses writes it."""
    for entry in (resolver or get_resolver(SITE)).url_patterns:
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield where
        else:
            yield from addresses(entry, where)


def filled(pattern: str, ids: Mapping[str, UUID]) -> str:
    """Return an address with these ids in it; an argument nobody named gets the referral's."""

    def value(match: re.Match[str]) -> str:
        kind, name = match.groups()
        if kind == "uuid":
            return str(ids.get(name) or ids["referral_id"])
        return "1" if kind == "int" else PLAIN.get(name, "none")

    return ARGUMENT.sub(value, pattern)


def takes_an_id(pattern: str) -> bool:
    return "<uuid:" in pattern


def strangers(ids: Mapping[str, UUID]) -> dict[str, UUID]:
    """Return ids of nothing at all, in the place of these."""
    return {name: uuid4() for name in ids}


def without(seen: tuple, ids: Mapping[str, UUID]) -> tuple:
    """Return what was seen with the ids that were asked for taken out of every echo."""
    parts = [str(part) for part in seen]
    for name in ids:
        parts = [part.replace(str(ids[name]), "<an id>") for part in parts]
    return tuple(parts)


def rows_seen_by(user) -> dict[str, list[str]]:
    """Return the rows of every walled table that plain SQL shows this user."""
    return {table: _rows(user, f"select to_jsonb(t)::text from {table} t") for table in _walled()}


def rows_touched_by(user) -> dict[str, object]:
    """Return how many rows of every walled table an update without a condition reaches."""
    return {
        table: _rows(user, f"update {table} set {column} = now()") for table, column in _updatable()
    }


def _rows(user, statement: str) -> list[str]:
    acts = acting(Acting.user(user.pk, purpose=Purpose.SUPPORT))
    with undone(), acts, connection.cursor() as cursor:
        try:
            cursor.execute(statement)
        except DatabaseError as fault:
            return [type(fault).__name__, str(fault).splitlines()[0]]
        if cursor.description is None:
            return [str(cursor.rowcount)]
        return sorted(row[0] for row in cursor.fetchall())


def _walled() -> list[str]:
    readable = {
        table
        for table, role, right in catalogue.table_grants()
        if (role, right) == ("wb_app", "SELECT")
    }
    return [name for name, _, walled, _ in catalogue.tables() if walled and name in readable]


def _updatable() -> list[tuple[str, str]]:
    found = catalogue.rows(
        "select p.table_name, max(p.column_name) from information_schema.column_privileges p"
        " where p.table_schema = 'public' and p.grantee = 'wb_app' and p.privilege_type = 'UPDATE'"
        " and p.table_name = any(%s) and p.column_name in ('updated_at', 'ended_at', 'left_at')"
        " group by 1",
        _walled(),
    )
    return [(table, column) for table, column in found]
