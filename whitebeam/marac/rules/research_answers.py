"""What an agency types of one case, as plain values, and as its draft keeps them."""

import json
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class HeldItem:
    """One thing an agency holds: to be shared, or withheld with a reason."""

    kind: str
    topic: str
    text: str
    once_key: str
    about: str = ""
    source: str = ""
    dated_on: date | None = None
    is_withheld: bool = False
    why_withheld: str = ""


@dataclass(frozen=True, slots=True)
class ProposedAction:
    """Something that the agency offers to do, or asks of nobody else: it proposes its own."""

    text: str
    rationale: str
    due_date: date
    once_key: str


@dataclass(frozen=True, slots=True)
class Answers:
    """An agency's whole answer about one case, checked and ready to be shared."""

    known: dict[str, bool] = field(default_factory=dict)
    items: tuple[HeldItem, ...] = ()
    actions: tuple[ProposedAction, ...] = ()


def written(typed: dict[str, Any]) -> str:
    """Return what was typed as a draft keeps it."""
    return json.dumps(typed, sort_keys=True)


def read(kept: str) -> dict[str, Any]:
    """Return what a draft keeps."""
    return dict(json.loads(kept)) if kept else {}


def digest_of(kept: str) -> str:
    """Return the mark of a draft by which a page notices that somebody else changed it."""
    typed = {name: value for name, value in read(kept).items() if name != "tab"}
    return sha256(written(typed).encode()).hexdigest()[:16]


def is_answered(answers: Answers) -> bool:
    """Say whether anything at all is known: of a person, or held and shared or withheld."""
    return any(answers.known.values()) or bool(answers.items)
