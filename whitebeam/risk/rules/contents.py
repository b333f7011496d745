"""What a draft holds beside its answers, page by page: read from and written to plain values."""

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from whitebeam.risk.rules.grounds import PoliceEvent
from whitebeam.risk.rules.judgement import Judgement
from whitebeam.risk.rules.repeat import Event, Kind, Referral, Repeat, Rule, repeat
from whitebeam.risk.rules.scoring import Level
from whitebeam.risk.rules.trend import Direction, Row, Severity

Content = dict[str, object]


class Page(StrEnum):
    """The pages beside the items of a tool."""

    FIRST = "first"
    GRID = "grid"
    EXTERNAL = "external"
    EVENTS = "events"
    CLOSING = "closing"


def unpacked(text: object) -> Content:
    """Return what a sealed text holds; nothing yet is an empty page."""
    held: Content = json.loads(str(text)) if text else {}
    return held


def packed(content: Mapping[str, object]) -> str:
    """Return a page as one text, to be sealed."""
    return json.dumps({name: value for name, value in content.items() if value}, sort_keys=True)


def word(content: Mapping[str, object], name: str) -> str:
    """Return one text of a page, or nothing."""
    return str(content.get(name) or "").strip()


def day(content: Mapping[str, object], name: str) -> date | None:
    """Return one day of a page; what is no whole date is nothing."""
    try:
        return date.fromisoformat(word(content, name))
    except ValueError:
        return None


def police_events(events: Mapping[str, object]) -> tuple[PoliceEvent, ...]:
    """Return the events reported to the police that were written down, each with its number."""
    slots = sorted(name for name in events if name.startswith("police_on_"))
    return tuple(
        PoliceEvent(on, word(events, name.replace("_on_", "_number_")))
        for name in slots
        if (on := day(events, name)) is not None
    )


def repeat_told(events: Mapping[str, object], *, rule: Rule, months: int) -> Repeat | None:
    """Return the repeat that the worker's own account makes: earlier referral, event since."""
    before, since = day(events, "marac_on"), day(events, "since_on")
    if before is None or since is None:
        return None
    pair = frozenset({"other"})
    told = Event(since, Kind(word(events, "since_kind") or Kind.OTHER_ABUSE), "person", pair)
    return repeat(
        event=told, referrals=[Referral(before, "person", pair)], rule=rule, months=months
    )


def judgement_of(closing: Mapping[str, object]) -> Judgement:
    """Return the worker's judgement, as far as it was given."""
    level = word(closing, "judged_level")
    return Judgement(Level(level) if level else None, word(closing, "judgement_reason"))


def rows_of(grid: Mapping[str, object], *, codes: tuple[str, ...]) -> dict[str, Row]:
    """Return the rows of the grid that were filled in."""
    return {
        code: Row(
            Severity(level),
            Direction(word(grid, f"{code}-direction") or Direction.NOT_KNOWN),
            word(grid, f"{code}-last_on"),
            word(grid, f"{code}-words"),
        )
        for code in codes
        if (level := word(grid, f"{code}-level"))
    }
