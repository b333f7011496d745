"""Carries out planned changes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from whitebeam.config.pack.loading.plan import Action, Change, Rows
from whitebeam.config.pack.loading.sheets import Key, Reference, Sheet, Values, plain

Ids = dict[Key, UUID]


def held(sheet: Sheet) -> Rows:
    """Return what the table holds, by key, as JSON has it; of several rows the newest."""
    columns = dict.fromkeys((*sheet.key, *sheet.columns))
    rows = _present(sheet).order_by("created_at").values(*columns)
    return {
        sheet.key_of(row): {column: plain(value) for column, value in row.items()} for row in rows
    }


def carry_out(sheet: Sheet, changes: Iterable[Change], *, at: datetime) -> None:
    """Write the changes of one sheet. The rows they refer to must be there already."""
    added = [change for change in changes if change.action is Action.ADD]
    _add(sheet, [change.values for change in added])
    others = [change for change in changes if change.action is not Action.ADD]
    if not others:
        return
    ids = _ids(sheet.model, sheet.key)
    for change in others:
        row = sheet.model._default_manager.filter(pk=ids[change.key])
        if change.action is Action.REMOVE:
            row.delete()
        else:
            row.update(
                **_resolved(sheet, change.before | change.values, only=change.values), updated_at=at
            )


def _add(sheet: Sheet, rows: list[Values]) -> None:
    if not rows:
        return
    known = {name: _ids(ref.model, ref.key) for name, ref in sheet.references.items()}
    sheet.model._default_manager.bulk_create(
        [sheet.model(**_columns(sheet, values, known)) for values in rows], batch_size=2000
    )


def _resolved(sheet: Sheet, values: Values, *, only: Values) -> Values:
    known = {
        name: _ids(ref.model, ref.key) for name, ref in sheet.references.items() if name in only
    }
    return _columns(sheet, values, known, only=set(only))


def _columns(
    sheet: Sheet, values: Values, known: dict[str, Ids], *, only: set[str] | None = None
) -> Values:
    columns: Values = {}
    for name, value in values.items():
        if only is not None and name not in only:
            continue
        reference = sheet.references.get(name)
        if reference is None:
            columns[name] = _stored(value)
        else:
            columns[f"{name.removesuffix('__code')}_id"] = _target(
                reference, values, known[name], is_empty=value is None
            )
    return columns


def _target(reference: Reference, values: Values, ids: Ids, *, is_empty: bool) -> UUID | None:
    return None if is_empty else ids[tuple(plain(values[name]) for name in reference.columns)]


def _stored(value: Any) -> Any:
    return plain(value) if isinstance(value, list | tuple | dict) else value


def _ids(model: type[Model], key: tuple[str, ...]) -> Ids:
    rows = model._default_manager.values_list("pk", *key)
    return {tuple(plain(part) for part in parts): pk for pk, *parts in rows}


def _present(sheet: Sheet) -> Any:
    rows = sheet.model._default_manager.all()
    return rows.filter(withdrawn_at=None) if sheet.added_to else rows
