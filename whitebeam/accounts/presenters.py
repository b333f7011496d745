"""What the pages about sessions print."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from whitebeam.accounts.models import KeptText
from whitebeam.accounts.words import moment

BROWSERS = ("Edg", "Firefox", "Chrome", "Safari")
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")
NAMES = {"Edg": "Edge", "Mac OS": "Mac"}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session, as its user would know it."""

    id: int
    browser: str
    address: str
    began: str
    seen: str
    is_current: bool

    @classmethod
    def of(cls, session: Any, *, current: str | None) -> "SessionRow":
        return cls(
            id=session.pk,
            browser=browser_of(session.user_agent),
            address=session.ip,
            began=moment(session.created_at),
            seen=moment(session.last_seen_at),
            is_current=session.session_key == current,
        )


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form that was sent after its session had ended."""

    id: UUID
    address: str
    kept: str
    values: list[tuple[str, str]]
    shown: list[dict[str, str]]

    @classmethod
    def of(cls, kept: KeptText, *, fields: dict[str, list[str]]) -> "KeptForm":
        values = [(name, value) for name, each in fields.items() for value in each]
        return cls(
            id=kept.pk,
            address=kept.address,
            kept=moment(kept.kept_at),
            values=values,
            shown=[
                {"key": _readable(name), "value": value}
                for name, value in values
                if value.strip() and name != "idempotency_key"
            ],
        )


def browser_of(user_agent: str) -> str:
    """Return the browser and system that a header names, as far as it can be read."""
    browser = next((name for name in BROWSERS if name in user_agent), "")
    system = next((name for name in SYSTEMS if name in user_agent), "")
    found = [NAMES.get(name, name) for name in (browser, system) if name]
    return " on ".join(found) or "A browser"


def _readable(name: str) -> str:
    words = re.sub(r"[_-]+", " ", name).strip()
    return words[:1].upper() + words[1:]
