"""What the tables should hold: a sheet for each table, a row for each entry of the pack."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

Values = dict[str, Any]
Key = tuple[Any, ...]
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The values that one entry asks for. A reference is written as `agency__code`."""

    values: Values
    place: Place = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a reference leads: the model, its key, and the columns here that spell that key."""

    model: type[Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one table.

    `ends` gives what is set on a row that the pack no longer has; `removed` says that such a row
    is a mere link and is taken away; with neither it is left. `fixed` columns never change, because
    past work rests on them. A sheet that is `added_to` gets a new row for a new value.
    """

    name: str
    model: type[Model]
    key: tuple[str, ...]
    rows: tuple[Row, ...]
    references: dict[str, Reference]
    ends: Callable[[Key], Values] | None = None
    removed: bool = False
    fixed: tuple[str, ...] = ()
    added_to: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column that the rows speak of."""
        return tuple(self.rows[0].values) if self.rows else self.key

    def key_of(self, values: Values) -> Key:
        """Return the key of these values."""
        return tuple(plain(values[column]) for column in self.key)


def always(**values: Any) -> Callable[[Key], Values]:
    """Return an ending that is the same for every row."""
    return lambda key: values


def plain(value: Any) -> Any:
    """Return a value as JSON has it, so that pack, table and last load can be compared."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    return value


def means_the_same(wanted: Any, held: Any) -> bool:
    """Say whether two values mean the same: what was not there when it was written was empty.

    A definition that was kept by an earlier version lacks what this version can say besides.
    """
    if isinstance(wanted, dict) and isinstance(held, dict):
        return all(
            means_the_same(wanted[name], held[name])
            if name in wanted and name in held
            else not (wanted.get(name) or held.get(name))
            for name in {*wanted, *held}
        )
    if isinstance(wanted, list) and isinstance(held, list):
        return len(wanted) == len(held) and all(map(means_the_same, wanted, held))
    return bool(wanted == held)
