"""Each thing that was shared, for guardians: whose, on what basis, with whom, when; no content."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

PAGE = 50
# Listed and taken by one order, so that a page begins where the one before it ended.
ROWS = """from sec.marac_shared_items(%(since)s, %(until)s)
  where (%(controller)s = '' or controller_code = %(controller)s)
    and (%(receiver)s = '' or receiver_code = %(receiver)s)
    and (%(basis)s = '' or basis = %(basis)s)"""
ORDER = "order by at desc, receipt desc"
AFTER = "and (at, receipt) < (%(at)s, %(receipt)s)"


@dataclass(frozen=True, slots=True)
class Which:
    """Which receipts are asked for; an empty word leaves that out of account."""

    since: datetime
    until: datetime
    controller: str = ""
    receiver: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class SharedItem:
    """One thing that one agency received: by the reference of its case and of its line alone."""

    receipt: UUID
    line: UUID
    reference: str
    what: str
    controller_code: str
    controller: str
    receiver_code: str
    receiver: str
    basis: str
    agreement: str
    is_emergency: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some receipts, newest first, and the key after which the next page begins."""

    rows: tuple[SharedItem, ...]
    after: str


def shared_items(which: Which, *, after: str = "") -> Page:
    """Return a page of what was shared with, by or through the agencies that the user guards."""
    found = list(_rows(which, after=_key(after), most=PAGE + 1))
    rows, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    return Page(tuple(rows), f"{last.at.isoformat()}~{last.receipt}" if last else "")


def all_shared_items(which: Which) -> Iterator[SharedItem]:
    """Yield every receipt that is asked for, newest first."""
    return _rows(which, after=None, most=None)


def agencies_in(which: Which) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the controllers and the receivers of these months, each by code and name."""
    wide = _given(Which(which.since, which.until))
    with connection.cursor() as cursor:
        cursor.execute(f"select distinct controller_code, controller {ROWS} order by 2", wide)
        controllers = cursor.fetchall()
        cursor.execute(
            f"select distinct receiver_code, receiver {ROWS} and receiver_code <> '' order by 2",
            wide,
        )
        return controllers, cursor.fetchall()


def _rows(
    which: Which, *, after: tuple[datetime, UUID] | None, most: int | None
) -> Iterator[SharedItem]:
    given = _given(which) | {"most": most}
    if after:
        given |= {"at": after[0], "receipt": after[1]}
    with connection.cursor() as cursor:
        cursor.execute(f"select * {ROWS} {AFTER if after else ''} {ORDER} limit %(most)s", given)
        for row in cursor.fetchall():
            yield SharedItem(*row)


def _given(which: Which) -> dict[str, Any]:
    names = ("since", "until", "controller", "receiver", "basis")
    return {name: getattr(which, name) for name in names}


def _key(after: str) -> tuple[datetime, UUID] | None:
    moment, _, pk = after.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(pk)) if at.tzinfo else None
    except ValueError:
        return None
