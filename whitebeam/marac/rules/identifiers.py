"""The facts by which agencies look people up, besides their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

LABELS = {
    "ALIASES": "Other names",
    "DATE_OF_BIRTH": "Date of birth",
    "ADDRESS": "Address",
    "PHONE": "Telephone",
    "GP": "GP practice",
    "SCHOOL": "School",
}


class Kept(Protocol):
    """One identifier as a case keeps it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """One fact by which somebody is looked up, ready to print."""

    label: str
    text: str


def given(values: Mapping[str, str]) -> dict[str, str]:
    """Return those identifiers that say something, by kind, in their order."""
    return {kind: values[kind].strip() for kind in LABELS if values.get(kind, "").strip()}


def shown(kept: Iterable[Kept]) -> tuple[Identifier, ...]:
    """Return identifiers in the order in which they are read."""
    held = {one.kind: str(one.text) for one in kept}
    return tuple(Identifier(label, held[kind]) for kind, label in LABELS.items() if kind in held)
