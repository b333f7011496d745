"""What the last load asked for, kept with the settings: every earlier load stays readable."""

from datetime import date
from typing import Any

from whitebeam.config.pack.loading.plan import Rows
from whitebeam.config.pack.loading.sheets import Sheet, plain
from whitebeam.partners.models import LocalSetting

KEY = "pack.loaded"
POSTCODES = "postcodes"


def last_load() -> dict[str, Any]:
    """Return the rows that the last load asked for, by sheet, or nothing before the first."""
    newest = LocalSetting.objects.filter(key=KEY).order_by("-created_at").first()
    return newest.value if newest else {}


def rows_of(sheet: Sheet, last: dict[str, Any]) -> Rows:
    """Return what the last load asked for in this sheet, by key."""
    return {sheet.key_of(values): values for values in last.get(sheet.name, ())}


def keep(sheets: tuple[Sheet, ...], *, postcodes: str, on: date, source: str) -> bool:
    """Keep what this load asked for and return true, unless the last asked for the same."""
    value: dict[str, Any] = {
        sheet.name: [plain(row.values) for row in sheet.rows] for sheet in sheets
    }
    value[POSTCODES] = postcodes
    if value == last_load():
        return False
    LocalSetting.objects.create(key=KEY, value=value, starts_on=on, source=source)
    return True
