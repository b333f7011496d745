"""Releases as their pages print them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from whitebeam.indicators.models import Cell, Release
from whitebeam.indicators.rules.definitions import Unit
from whitebeam.indicators.rules.periods import read_period
from whitebeam.indicators.rules.readings import read
from whitebeam.kernel.clocks import LONDON


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release of the list."""

    name: str
    href: str
    period: str
    opens: str
    tag: str
    colour: str
    note: str


@dataclass(frozen=True, slots=True)
class CellTable:
    """What a release prints of one indicator."""

    title: str
    caveat: str
    rows: tuple[list[str], ...]
    said: tuple[str, ...]


def release_line(release: Release, *, at: datetime) -> ReleaseLine:
    """Return a release with its state in words."""
    tag, colour = _state(release, at)
    note = f"Restates release {release.restates.number}: {release.why}" if release.restates else ""
    return ReleaseLine(
        f"Release {release.number}: {release.title}",
        reverse("indicators:release", args=[release.pk]),
        read_period(release.period).label,
        moment(release.embargo_until),
        tag,
        colour,
        note,
    )


def facts_of(release: Release) -> list[dict[str, str]]:
    """Return what is known of a release, by which it can be found and made again."""
    rule = release.rule
    small = int(rule["smallest_shown"]) - 1
    facts = [
        ("Period", read_period(release.period).label),
        ("Made", f"{moment(release.made_at)}, {release.made_by.name}"),
        (
            "Approved",
            f"{moment(release.approved_at)}, {release.approved_by.name}"
            if release.approved_at and release.approved_by
            else "Not yet",
        ),
        ("Opens", moment(release.embargo_until)),
        ("Small numbers", f"1 to {small} hidden, all others rounded to {rule['base']}"),
        ("Why again", release.why),
        ("Fingerprint", release.fingerprint),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]


def tables_of(cells: Iterable[Cell]) -> list[CellTable]:
    """Return what a release prints, a table for each indicator."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.indicator.code, []).append(cell)
    return [
        CellTable(
            rows[0].indicator.title,
            rows[0].indicator.caveat,
            tuple(_row(cell) for cell in sorted(rows, key=_order)),
            tuple(f"{_line(cell)}: {cell.explanation}" for cell in rows if cell.explanation),
        )
        for rows in found.values()
    ]


def moment(at: datetime) -> str:
    """Return a moment as people write it."""
    here = at.astimezone(LONDON)
    return f"{here.day} {here:%B %Y %H:%M}"


def _state(release: Release, at: datetime) -> tuple[str, str]:
    if release.rejected_at:
        return "Stopped", "grey"
    if release.approved_at is None:
        return "Waits for a second person", "yellow"
    return ("Out", "green") if release.embargo_until <= at else ("Under embargo", "blue")


def _row(cell: Cell) -> list[str]:
    indicator = cell.indicator
    reading = read(
        unit=Unit(indicator.unit),
        per=indicator.per,
        part=cell.numerator,
        whole=cell.denominator,
        is_hidden=cell.is_hidden,
    )
    return [
        _line(cell),
        reading.words,
        reading.sure or "–",
        reading.count or "–",
        reading.of or "–",
    ]


def _order(cell: Cell) -> tuple[bool, bool, str]:
    return cell.breakdown != "", cell.area is not None, _line(cell)


def _line(cell: Cell) -> str:
    if cell.area:
        return cell.area.name
    for one in cell.indicator.breakdowns:
        if one["code"] == cell.breakdown:
            return str(one["groups"].get(cell.group, cell.group))
    return "Everyone"
