"""The one form in which an entry is hashed (docs/security-audit.md describes it for others)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

type_of_row = Mapping[str, Any]


def parsed(text: str) -> dict[str, Any]:
    """Return a row from its JSON; a whole number written 1.0 is the whole number 1."""
    row: dict[str, Any] = json.loads(text, parse_float=lambda digits: int(Decimal(digits)))
    return row


def canonical(row: type_of_row) -> bytes:
    """Return the bytes of a row: JSON in ASCII, keys in order, nothing between."""
    return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def utc(moment: datetime) -> str:
    """Return a moment as entries and heads have it: UTC, six digits of the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
