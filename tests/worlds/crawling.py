"""Opens every page of the staff application as one user, and keeps what she could notice."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZipFile

from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver

from tests.browser import Client
from tests.people_builders import with_second_factor
from tests.roles import as_role

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
ZIP = b"PK\x03\x04"


class Visitor:
    """One user's browser: the same cookies for every page, whatever the last one changed."""

    def __init__(self, user) -> None:
        client = Client()
        with_second_factor(client, user)
        client.get("/")
        self.user, self.cookies = user, client.cookies.output(header="", sep=";")

    def sees(self, method: str, address: str, data: Mapping[str, str] | None = None) -> tuple:
        """Return what she notices of one page: its status, headers, text, and what it asked."""
        client = Client(raise_request_exception=True)
        client.cookies = SimpleCookie(self.cookies)
        # A crawl asks more than the log of questions holds.
        reset_queries()
        with undone():
            with CaptureQueriesContext(connection) as asked:
                try:
                    answer = getattr(client, method)(address, data or {})
                except Exception as fault:  # a page that fails must fail alike in both worlds
                    return type(fault).__name__, str(fault)
            headers = sorted(
                f"{name}: {FRESH.sub(NOTHING, value)}"
                for name, value in answer.headers.items()
                if name not in OF_THE_MOMENT
            )
            text = FRESH.sub(NOTHING, _text(answer))
            return answer.status_code, "\n".join(headers), text, f"{len(asked)} queries"


def _text(answer) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    if not body.startswith(ZIP):
        return body.decode(errors="replace")
    # A workbook is stamped with the second it was made: only what it holds is looked at.
    with ZipFile(BytesIO(body)) as parts:
        return "\n".join(
            f"{name}: {parts.read(name).decode(errors='replace')}"
            for name in parts.namelist()
            if name != "docProps/core.xml"
        )


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
            # A stream goes on for hours and lets go of the connection, which a test has only one
            # of; who may open it, and what it says, stands in marac/tests/test_watching.py.
            if not where.endswith("/stream/"):
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
