"""The identifiers by which agencies look people up, and which of them one agency needs."""

import json
from collections.abc import Collection
from dataclasses import dataclass

LABELS = {
    "NAME": "Name",
    "ALIASES": "Other names",
    "DATE_OF_BIRTH": "Date of birth",
    "ADDRESS": "Address",
    "PHONE": "Telephone",
    "GP": "GP practice",
    "SCHOOL": "School",
}


@dataclass(frozen=True, slots=True)
class Identifier:
    """One fact by which somebody is looked up, ready to print."""

    label: str
    text: str


def written(values: dict[str, str]) -> str:
    """Return identifiers as a case keeps them: those that say something, in their order."""
    return json.dumps({key: values[key].strip() for key in LABELS if values.get(key, "").strip()})


def read(kept: str) -> dict[str, str]:
    """Return the identifiers that a case keeps."""
    return dict(json.loads(kept))


def shown(kept: str, *, needed: Collection[str] | None = None) -> tuple[Identifier, ...]:
    """Return the identifiers to print; `needed` names those that an agency asked for."""
    values = read(kept)
    return tuple(
        Identifier(label, values[key])
        for key, label in LABELS.items()
        if values.get(key) and (needed is None or key in needed)
    )


def name_of(kept: str) -> str:
    """Return the name by which a case calls somebody."""
    return read(kept).get("NAME", "Name not known")
