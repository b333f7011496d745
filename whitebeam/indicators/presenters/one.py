"""One indicator's page: its definition, its trend, its districts and groups, each with a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from whitebeam.indicators.models import Indicator
from whitebeam.indicators.presenters.drawing import TileMap, Trend, tile_map, trend
from whitebeam.indicators.queries.dashboard import NOT_RELEASED, Point, Series, whole_of
from whitebeam.indicators.rules.control import Limits, Signal, signals, stretches
from whitebeam.indicators.rules.definitions import unit_after
from whitebeam.indicators.rules.periods import read_period
from whitebeam.indicators.rules.readings import Against, Reading, against
from whitebeam.indicators.rules.tables import At

FEW = "There are too few quarters yet to say what is chance."
Cells = list[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, its one sentence, the table beside it, and where its CSV is."""

    title: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    csv: str
    trend: Trend | None = None
    tiles: TileMap | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """A series with its limits of chance and the signals in it."""

    values: tuple[float | None, ...]
    limits: tuple[Limits, ...]
    signals: tuple[Signal, ...]
    breaks: tuple[int, ...]


def watched(series: Series) -> Watched:
    """Return the limits and signals of a series; only comparable points are judged."""
    points = series.points
    breaks = _breaks(series.indicator, points)
    judged = tuple(one.reading.value if one.is_comparable else None for one in points)
    limits = stretches(judged, breaks=breaks)
    values = tuple(one.reading.value for one in points)
    return Watched(values, tuple(limits), tuple(signals(judged, limits)), tuple(breaks))


def last_signal(series: Series) -> Signal | None:
    """Return the signal at the newest point, if there is one."""
    newest = len(series.points) - 1
    return next((one for one in watched(series).signals if one.at == newest), None)


def sentence_of(series: Series) -> str:
    """Return the one sentence that says what a series shows."""
    indicator, points = series.indicator, series.points
    if not points:
        return "Nothing has been released yet."
    newest, found = points[-1], watched(series)
    said = f"{newest.period.label}: {_value(newest.reading, indicator)}."
    if newest.reading.value is None or not found.limits:
        return f"{said} {FEW}" if newest.reading.value is not None else said
    signal = last_signal(series)
    if signal is None:
        return f"{said} That lies within what chance explains."
    way = "higher" if signal.is_high else "lower"
    return f"{said} That is {way} than chance explains: {signal.kind}.{_good(indicator, signal)}"


def trend_of(series: Series, *, csv: str) -> Drawn:
    """Return the drawn trend of a series, with its limits, signals and table."""
    found, points = watched(series), series.points
    marks = {one.at: f"Signal: {one.kind}" for one in found.signals}
    drawn = trend(
        [(one.period.short, one.reading.value, one.reading.words) for one in points],
        limits=found.limits,
        signals=found.signals,
        breaks=found.breaks,
    )
    rows = tuple(
        [
            one.period.label,
            one.reading.words,
            one.reading.sure or "–",
            _numbers(one.reading),
            marks.get(at, "") or ("Not compared" if not one.is_comparable else "–"),
        ]
        for at, one in enumerate(points)
    )
    columns = ("Period", series.indicator.unit_words, "95% interval", "From", "Beyond chance?")
    return Drawn("Through time", sentence_of(series), columns, rows, csv, trend=drawn)


def districts_of(
    indicator: Indicator,
    lines: Mapping[At, Point],
    *,
    names: Mapping[str, str],
    places: Mapping[str, Sequence[int]],
    csv: str,
) -> Drawn:
    """Return the districts as a tile map and a table, in the order of their names: no league."""
    whole = whole_of(dict(lines))
    found = {code: _at(lines, (code, "", "")) for code in names}
    values = {code: (one.value, _brief(one)) for code, one in found.items()}
    rows = tuple(
        [names[code], one.words, one.sure or "–", _numbers(one), against(one, whole).value]
        for code, one in found.items()
    )
    columns = ("District", indicator.unit_words, "95% interval", "From", "Beside the whole")
    return Drawn(
        "By district",
        _districts_said(found, names, whole),
        columns,
        rows,
        csv,
        tiles=tile_map(places, names=names, values=values),
    )


def groups_of(indicator: Indicator, lines: Mapping[At, Point], *, csv: str) -> list[Drawn]:
    """Return a table for each characteristic by which this indicator is counted."""
    found = []
    for one in indicator.breakdowns:
        rows = tuple(
            [name, reading.words, reading.sure or "–"]
            for code, name in one["groups"].items()
            if (reading := _at(lines, ("", one["code"], code)))
        )
        shown = [row for row in rows if row[1][:1].isdigit()]
        said = f"{len(shown)} of {len(rows)} groups can be shown without telling of single people."
        columns = (one["name"].capitalize(), indicator.unit_words, "95% interval")
        found.append(Drawn(f"By {one['name']}", said, columns, rows, csv))
    return found


def _breaks(indicator: Indicator, points: Sequence[Point]) -> list[int]:
    days = [date.fromisoformat(str(one["on"])) for one in indicator.breaks]
    starts = [read_period(one.period.code).starts_on for one in points]
    found = {
        at
        for at in range(1, len(points))
        if any(starts[at - 1] < day <= starts[at] for day in days)
        or points[at].version != points[at - 1].version
    }
    return sorted(found)


def _good(indicator: Indicator, signal: Signal) -> str:
    if indicator.polarity == Indicator.Polarity.CONTEXT:
        return " Read it in context: neither way is better."
    is_good = signal.is_high == (indicator.polarity == Indicator.Polarity.HIGHER)
    return " That is the way that is hoped for." if is_good else " That is not the way hoped for."


def _value(reading: Reading, indicator: Indicator) -> str:
    if reading.value is None:
        return reading.words.lower()
    sure = f" (95% interval {reading.sure})" if reading.sure else ""
    return f"{reading.words} {unit_after(indicator.unit_words)}{sure}"


def _districts_said(found: Mapping[str, Reading], names: Mapping[str, str], whole: Reading) -> str:
    beyond = {
        way: [names[code] for code, one in found.items() if against(one, whole) is way]
        for way in (Against.HIGHER, Against.LOWER)
    }
    if not any(one.interval for one in found.values()):
        return "These are counts; districts differ in size, so they are not compared."
    parts = [f"{way.value}: {', '.join(who)}." for way, who in beyond.items() if who]
    return " ".join(parts) or "No district differs from the whole beyond chance."


def _at(lines: Mapping[At, Point], at: At) -> Reading:
    return lines[at].reading if at in lines else NOT_RELEASED


def _brief(reading: Reading) -> str:
    return reading.words if reading.value is not None else "–"


def _numbers(reading: Reading) -> str:
    if not reading.of:
        return reading.count or "–"
    return f"{reading.count} of {reading.of}"
