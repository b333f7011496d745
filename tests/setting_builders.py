"""Builders of what a partnership decides for itself: the values of a pack, in force long ago."""

from functools import cache
from pathlib import Path

import yaml

from tests.factories import LONG_AGO
from tests.roles import as_role
from whitebeam.marac.rules.guides import ROLES
from whitebeam.marac.rules.needed import NEEDED
from whitebeam.partners.models import LocalSetting

PACK = Path(__file__).parents[1] / "packs" / "kent_medway"


@cache
def values_of_pack() -> dict[str, tuple[object, str]]:
    """Return the values that the pack sets for every area, each with its unit as it is stored."""
    rows = [
        row
        for name in ("clocks", "thresholds")
        for row in yaml.safe_load((PACK / f"{name}.yaml").read_text())
    ]
    return {
        row["key"]: (row["value"], f"{row.get('calendar', '').lower()} {row['unit']}".strip())
        for row in rows
        if "area" not in row
    }


def a_setting(key: str, value: object, **given: object) -> LocalSetting:
    """Set one value; of two that begin on one day the later made holds."""
    usual = {"starts_on": LONG_AGO, "source": "Invented"}
    with as_role("wb_bulk"):
        return LocalSetting.objects.create(key=key, value=value, **usual | given)


def settings_of_marac() -> None:
    """Set what the hub needs and is not set yet."""
    values = values_of_pack()
    wanted = {key: values[key] for key in NEEDED} | {
        f"text.marac.{role}": ({"title": f"How the {role} works", "body": "As agreed."}, "")
        for role in ROLES
    }
    with as_role("wb_bulk"):
        there = set(LocalSetting.objects.filter(key__in=wanted).values_list("key", flat=True))
        LocalSetting.objects.bulk_create(
            LocalSetting(key=key, value=value, unit=unit, starts_on=LONG_AGO, source="Pack")
            for key, (value, unit) in wanted.items()
            if key not in there
        )
