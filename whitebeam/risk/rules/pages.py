"""The pages of an assessment in the order asked, and what changed on one since it was shown."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whitebeam.risk.rules.contents import Page
from whitebeam.risk.rules.tool_definition import Section, Tool


@dataclass(frozen=True, slots=True)
class Asked:
    """One page: its code, its title, and the items it asks if it asks any."""

    code: str
    title: str
    section: Section | None = None


FIRST = Asked(Page.FIRST, "Before you ask")
EVENTS = Asked(Page.EVENTS, "Police and MARAC")
CLOSING = Asked(Page.CLOSING, "Your judgement")


def pages(*, tool: Tool, opened: Iterable[Tool], grid: Tool | None) -> tuple[Asked, ...]:
    """Return the pages, first to last; the sets that answers opened follow the items."""
    asked = [FIRST]
    if tool.kind == "EXTERNAL":
        asked.append(Asked(Page.EXTERNAL, "The result"))
    for one in (tool, *opened):
        asked += [Asked(section.code, section.title, section) for section in one.sections]
    if tool.kind == "GRID" or grid is not None:
        asked.append(Asked(Page.GRID, "How severe it is"))
    return (*asked, EVENTS, CLOSING)


def page_after(asked: Iterable[Asked], code: str) -> Asked | None:
    """Return the page that follows, or nothing after the last."""
    listed = list(asked)
    place = next(number for number, one in enumerate(listed) if one.code == code)
    return listed[place + 1] if place + 1 < len(listed) else None


def mark_of(content: Mapping[str, object]) -> str:
    """Return a mark of what a page says; the same content has the same mark."""
    said = json.dumps({name: value for name, value in content.items() if value}, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
