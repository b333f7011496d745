"""Rows waiting to be copied into their tables, each table with one COPY a batch."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from psycopg import sql
from psycopg.types.json import Jsonb

from whitebeam.kernel import crypto
from whitebeam.kernel.fields import SealedTextField

STAMPS = ("created_at", "updated_at")


class Pile:
    """Rows of one model. Columns that are not named take the model's own default."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        concrete = model._meta.concrete_fields
        fields = {field.attname: field for field in concrete if not field.generated}
        stamps = tuple(name for name in STAMPS if name in fields)
        left = tuple(name for name in fields if name not in (*columns, *stamps))
        if isinstance(fields.get("id"), models.BigAutoField):
            left = tuple(name for name in left if name != "id")
        self.table = model._meta.db_table
        self.columns = (*columns, *stamps, *left)
        self.stamps = len(stamps)
        self.rest = tuple(_default(fields[name]) for name in left)
        self.sealed = _places(fields, columns, SealedTextField)
        self.json = _places(fields, columns, models.JSONField)
        self.rows: list[tuple[object, ...]] = []

    def add(self, *values: object, at: datetime | None = None) -> None:
        """Put a row on the pile. The key comes first, because sealing needs it."""
        if self.sealed or self.json:
            values = self._dressed(values)
        self.rows.append(values + (at,) * self.stamps + self.rest)

    def copy(self, cursor: Any) -> int:
        """Copy the pile into its table and leave it empty; return how many rows it held."""
        if not self.rows:
            return 0
        into = sql.SQL("copy {} ({}) from stdin").format(
            sql.Identifier(self.table), sql.SQL(", ").join(map(sql.Identifier, self.columns))
        )
        with cursor.copy(into) as target:
            for row in self.rows:
                target.write_row(row)
        count = len(self.rows)
        self.rows.clear()
        return count

    def _dressed(self, values: Sequence[object]) -> tuple[object, ...]:
        row = list(values)
        for place in self.json:
            row[place] = Jsonb(row[place])
        for place in self.sealed:
            if row[place] in {None, ""}:
                row[place] = None
                continue
            row[place] = crypto.seal(
                str(row[place]), table=self.table, row=str(row[0]), column=self.columns[place]
            )
        return tuple(row)


@contextmanager
def as_bulk() -> Iterator[Any]:
    """Write in one transaction as the role that loads rows of many agencies."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_user")
        before = cursor.fetchone()[0]
        cursor.execute("set local role wb_bulk")
        yield cursor
        cursor.execute(sql.SQL("set local role {}").format(sql.Identifier(before)))


def _places(
    fields: dict[str, models.Field], columns: Sequence[str], kind: type[models.Field]
) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(columns) if isinstance(fields[name], kind))


def _default(field: models.Field) -> object:
    if field.has_default():
        value = field.get_default()
        return Jsonb(value) if isinstance(field, models.JSONField) else value
    if field.null:
        return None
    return "" if isinstance(field, models.CharField | models.TextField) else None
