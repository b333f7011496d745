"""Lists paged by key: a page begins after the last row of the one before, never at an offset."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

PAGE = 20
Row = TypeVar("Row", bound=Model)
Key = list[str | int | bool]


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list, and the key after which the next one begins: empty on the last."""

    rows: Sequence[Row]
    after: str

    @property
    def next(self) -> str:
        """Return the address of the next page, for lists that have one key alone."""
        return f"?after={self.after}" if self.after else ""


def page_of(rows: QuerySet[Row], *order: str, after: str = "", size: int = PAGE) -> Page[Row]:
    """Return the page of rows after a key, in an order of fields that are never empty.

    The order ends with a field that is unlike in every row; a `-` before a field turns it round.
    A key that cannot be read, or is of another list, begins the list anew.
    """
    found = list(_after(rows, order, after).order_by(*order)[: size + 1])
    is_last = len(found) <= size
    return Page(found[:size], "" if is_last else _written(found[size - 1], order))


def _after(rows: QuerySet[Row], order: Sequence[str], after: str) -> QuerySet[Row]:
    key = _read(after)
    if key is None or len(key) != len(order):
        return rows
    wanted = Q()
    for place, field in enumerate(order):
        same = {_name(one): key[at] for at, one in enumerate(order[:place])}
        beyond = "lt" if field.startswith("-") else "gt"
        wanted |= Q(**same, **{f"{_name(field)}__{beyond}": key[place]})
    try:
        return rows.filter(wanted)
    except (ValidationError, ValueError, TypeError):
        return rows


def _written(row: Model, order: Sequence[str]) -> str:
    text = json.dumps([_plain(_value(row, _name(field))) for field in order])
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(after: str) -> Key | None:
    try:
        key = json.loads(urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except ValueError:
        return None
    return key if isinstance(key, list) and all(map(_may_stand, key)) else None


def _may_stand(one: object) -> bool:
    """Say whether the database can compare with it: a key comes back from the browser."""
    if isinstance(one, str):
        return "\x00" not in one
    return isinstance(one, int) and abs(one) < 2**31


def _value(row: object, path: str) -> object:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _plain(value: object) -> str | int | bool:
    if isinstance(value, str | int | bool):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    assert isinstance(value, UUID)
    return str(value)


def _name(field: str) -> str:
    return field.removeprefix("-")
