"""How a team answers beside the rest of the partnership, item by item, with how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from whitebeam.govuk.charts import Chart, bar_chart, line_chart
from whitebeam.kernel.intervals import wilson
from whitebeam.risk.queries.consistency import Group, Practice
from whitebeam.risk.rules.consistency import (
    Counts,
    Limits,
    Shown,
    further,
    rest,
    seen_in,
    shown_of,
    together,
)
from whitebeam.risk.rules.tool_definition import Item, Tool

FEW = "Too few to show"
DIFFERS = {1: "More often here", -1: "Less often here", 0: "No difference beyond chance"}
CHANGES = {1: "More often than before", -1: "Less often than before", 0: "No change beyond chance"}
SAID = {Shown.YES: "Yes", Shown.DONT_KNOW: "Don't know", Shown.NOT_ASKED: "Not asked"}
STAYS = "\N{NO-BREAK SPACE}"
# As many pairs of bars as can be read at one look; the table below has every item.
MOST_PAIRS = 6
HERE, ELSEWHERE = "here", "the rest"


@dataclass(frozen=True, slots=True)
class Beside:
    """One item of one group beside the rest, each side as far as it may be shown."""

    place: int
    item: Item
    here: Counts | None
    there: Counts | None
    moved: str


@dataclass(frozen=True, slots=True)
class ConsistencyPage:
    """The items of one tool for one group, one answer at a time."""

    rows: tuple[tuple[object, ...], ...]
    chart: Chart | None
    is_counted: bool

    @classmethod
    def of(
        cls, found: Practice, group: Group, tool: Tool, *, shown: Shown, limits: Limits, tail: str
    ) -> "ConsistencyPage":
        lines = tuple(
            _line(found, group, item, place, shown=shown, limits=limits)
            for place, item in enumerate(tool.items(), 1)
        )
        rows = tuple(_row(one, shown, tool.code, tail) for one in lines)
        return cls(rows, _chart(lines, shown), any(one.here for one in lines))


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item of one group, quarter by quarter, every answer that may be shown."""

    label: str
    rows: tuple[tuple[str, ...], ...]
    charts: tuple[Chart, ...]

    @classmethod
    def of(cls, group: Group, item: Item, *, limits: Limits) -> "ItemPage":
        by_quarter = sorted(group.quarters.get(item.code, {}).items())
        column = [counts for _, counts in by_quarter]
        seen = {shown: seen_in(column, shown, limits) for shown in Shown}
        rows = tuple(
            (
                quarter_words(day),
                *(share(counts, shown) if place in seen[shown] else FEW for shown in Shown),
            )
            for place, (day, counts) in enumerate(by_quarter)
        )
        charts = (
            _drift(shown, [by_quarter[place] for place in sorted(seen[shown])]) for shown in Shown
        )
        return cls(item.label, rows, tuple(one for one in charts if one))


def quarter_words(first_on: date) -> str:
    """Return a quarter as people say it: "Jan to Mar 2026"."""
    last = first_on.replace(month=first_on.month + 2)
    return f"{first_on:%b} to {last:%b %Y}"


def share(counts: Counts, shown: Shown) -> str:
    """Return a share with the ends between which it lies, as "34% (28 to 41)", never broken."""
    found = wilson(counts.part(shown), counts.assessed)
    low, high = (f"{100 * end:.0f}" for end in (found.low, found.high))
    return f"{100 * found.value:.0f}% ({low} to {high})".replace(" ", STAYS)


def _line(
    found: Practice, group: Group, item: Item, place: int, *, shown: Shown, limits: Limits
) -> Beside:
    groups = found.beside(group)
    column = [one.of(item.code) for one in groups]
    here = group.of(item.code)
    is_seen = groups.index(group) in seen_in(column, shown, limits)
    there = rest(found.whole.of(item.code), here)
    return Beside(
        place=place,
        item=item,
        here=here if is_seen else None,
        there=there if is_seen and shown in shown_of(there, limits) else None,
        moved=_moved(group.quarters.get(item.code, {}), shown, limits) if is_seen else "",
    )


def _row(line: Beside, shown: Shown, tool: str, tail: str) -> tuple[object, ...]:
    name = {
        "text": f"{line.place}. {line.item.label}",
        "href": reverse("risk:consistency_item", args=[tool, line.item.code]) + tail,
    }
    if line.here is None:
        return (name, FEW, "", "", "")
    here = share(line.here, shown)
    if line.there is None:
        return (name, here, FEW, "", line.moved)
    differs = DIFFERS[further(line.here, line.there, shown)]
    return (name, here, share(line.there, shown), differs, line.moved)


def _moved(by_quarter: dict[date, Counts], shown: Shown, limits: Limits) -> str:
    column = [counts for _, counts in sorted(by_quarter.items())]
    middle = len(column) // 2
    before, now = together(column[:middle]), together(column[middle:])
    if not all(shown in shown_of(half, limits) for half in (before, now)):
        return "Too few to compare"
    words = {
        1: "More often than before",
        -1: "Less often than before",
        0: "No change beyond chance",
    }
    return words[further(now, before, shown)]


def _chart(lines: Sequence[Beside], shown: Shown) -> Chart | None:
    both = [one for one in lines if one.here and one.there]
    widest = sorted(both, key=lambda one: -abs(_gap(one, shown)))[:MOST_PAIRS]
    points = [
        (f"{line.place}, {side}", _percent(counts, shown))
        for line in sorted(widest, key=lambda one: one.place)
        for side, counts in ((HERE, line.here), (ELSEWHERE, line.there))
        if counts
    ]
    if not points:
        return None
    return bar_chart(
        f"“{SAID[shown]}”, of 100 assessments: the items that differ most",
        points,
        label_heading="Item",
        value_heading="Of 100",
        note="Each number is that of an item in the table.",
    )


def _gap(line: Beside, shown: Shown) -> float:
    if line.here is None or line.there is None:
        return 0
    return _percent(line.here, shown) - _percent(line.there, shown)


def _percent(counts: Counts, shown: Shown) -> int:
    return round(100 * counts.part(shown) / counts.assessed)


def _drift(shown: Shown, points: Sequence[tuple[date, Counts]]) -> Chart | None:
    if len(points) < 2:
        return None
    return line_chart(
        f"“{SAID[shown]}”, of 100 assessments",
        [(f"{day:%b %y}", _percent(counts, shown)) for day, counts in points],
        label_heading="Quarter from",
        value_heading="Of 100",
    )
