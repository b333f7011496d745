"""How the MARACs work, for the steering group: each figure with how sure it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from whitebeam.govuk.charts import AgainstChart, Chart, bar_chart
from whitebeam.kernel.intervals import Interval, byar, wilson
from whitebeam.kernel.small_numbers import EXACT, hidden, is_few, may_show, together
from whitebeam.marac.presenters.dataset import band_shown
from whitebeam.marac.queries.counting import Group, Volume
from whitebeam.marac.rules.dataset import NOTES, PER, SOURCES, Band

Row = tuple[str, ...]
FEW = "Too few to show"
NONE = "None yet"
STAYS = "\N{NO-BREAK SPACE}"
FEWER, MORE, CHANCE = "Fewer than expected", "More than expected", "As expected, within chance"


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows, the chart they make, and one sentence on how to read them.

    All columns but the first count something, unless they are among `words`.
    """

    caption: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    chart: Chart | None = None
    against: AgainstChart | None = None
    words: frozenset[str] = frozenset()
    # What to do where there is nothing to count because nothing was kept.
    to_do: str = ""

    @property
    def columns(self) -> list[dict[str, object]]:
        """Return the columns as the table macro takes them."""
        return [
            {"text": name, "numeric": bool(place) and name not in self.words}
            for place, name in enumerate(self.names)
        ]


def share(part: int, whole: int) -> str:
    """Return a share with the ends between which it lies, as "34% (28 to 41)", never broken."""
    if not whole:
        return NONE
    found = wilson(part, whole)
    low, high = (f"{100 * end:.0f}" for end in (found.low, found.high))
    return f"{100 * found.value:.0f}% ({low} to {high})".replace(" ", STAYS)


def count_shown(count: int, *, least: int) -> str:
    """Return a count as it is read, or that it is too small to be."""
    return FEW if is_few(count, least=least) else f"{count:,}"


def share_shown(part: int, whole: int, *, least: int) -> str:
    """Return a share, or that so few are in it, or left out of it, that it is not shown."""
    if is_few(whole, least=least) or not may_show(part, whole, least=least):
        return FEW
    return share(part, whole)


def volume(
    counted: Sequence[Volume], *, women: Mapping[UUID, int], band: Band | None, least: int
) -> tuple[Table, ...]:
    """Return how many cases each district had, beside the published figure."""
    unseen = hidden([_cases(one) for one in counted], least=least)
    points = [
        (one.area, round(PER * _cases(one) / women[one.area_id], 1))
        for place, one in enumerate(counted)
        if women.get(one.area_id) and place not in unseen
    ]
    caption, against = "Cases for every 10,000 adult women", "Against the published figure"
    chart = bar_chart(caption, points, label_heading="District", value_heading="Cases")
    return (
        Table(
            caption,
            ("District", "Cases", "For every 10,000", against),
            tuple(
                (one.area, FEW, FEW, FEW)
                if place in unseen
                else _volume(one, women.get(one.area_id), band)
                for place, one in enumerate(counted)
            ),
            note=(
                "Fewer than expected can mean that harm is not found, not that there is less. "
                f"The published figure: {band_shown(band) or 'not entered'}."
            ),
            chart=chart if points else None,
            words=frozenset({against}),
        ),
    )


def _cases(one: Volume) -> int:
    return one.heard + one.settled


def _volume(one: Volume, women: int | None, band: Band | None) -> Row:
    cases = f"{_cases(one):,}"
    if not women:
        return (one.area, cases, "Not known", "The number of women is not entered")
    rate = byar(_cases(one), women, per=PER)
    return (one.area, cases, f"{rate.value:.1f} ({rate.low:.1f} to {rate.high:.1f})",
            _against(rate, band))  # fmt: skip


def _against(found: Interval, band: Band | None) -> str:
    """Say how a value stands to its band; what may be chance is not called different."""
    if band is None:
        return "Nothing to compare with"
    if found.high < band.low:
        return FEWER
    return MORE if found.low > band.high else CHANCE


def referred(
    counted: Sequence[Volume],
    referrers: Sequence[tuple[str, int]],
    groups: Sequence[Group],
    *,
    bands: Mapping[str, Band],
    least: int,
) -> tuple[Table, ...]:
    """Return the share of repeats, who referred, and the groups counted in the kept returns."""
    return (
        _repeats(
            sum(one.repeats for one in counted),
            sum(n for _, n in referrers),
            bands,
            least=least,
        ),
        _referrers(referrers, least=least),
        Table(
            "Who was harmed, in the returns that were kept",
            ("Group", "Share", "Published range", "How to read it"),
            tuple(_group(one, bands.get(one.code), least) for one in groups if one.whole),
            note="Asking makes these figures: a low one can mean that nobody asked.",
            to_do=(
                "Groups are counted in the quarterly return alone. None of these months is kept "
                "yet: the coordinator keeps one under Quarterly dataset."
            ),
            words=frozenset({"Published range", "How to read it"}),
        ),
    )


def _repeats(part: int, whole: int, bands: Mapping[str, Band], *, least: int) -> Table:
    band = bands.get("repeats")
    rows: list[Row] = []
    if whole and not may_show(part, whole, least=least):
        rows = [("All districts", count_shown(whole, least=least), FEW, FEW, FEW)]
    elif whole:
        found = wilson(part, whole)
        percent = Interval(100 * found.value, 100 * found.low, 100 * found.high)
        against = _against(percent, band)
        rows = [("All districts", f"{whole:,}", f"{part:,}", share(part, whole), against)]
    return Table(
        "Repeat cases",
        ("Of", "Referred", "Repeats", "Share", "Against the published range"),
        tuple(rows),
        note=f"{NOTES['repeats']} The published range: {band_shown(band) or 'not entered'}.",
        words=frozenset({"Against the published range"}),
    )


def _referrers(referrers: Sequence[tuple[str, int]], *, least: int) -> Table:
    by_label: dict[str, int] = {}
    for kind, count in referrers:
        label = SOURCES.get(kind, "Other")
        by_label[label] = by_label.get(label, 0) + count
    whole = sum(by_label.values())
    named, rest = together(by_label, least=least)
    shown = [*named.items(), *([("All others together", rest)] if rest else [])]
    return Table(
        "Who referred",
        ("Agency", "Cases", "Share"),
        tuple((label, f"{count:,}", share(count, whole)) for label, count in shown),
        note=f"Numbers under {least} are not shown alone." if least > EXACT else "",
    )


def _group(one: Group, band: Band | None, least: int) -> Row:
    shown = share(one.part, one.whole) if may_show(one.part, one.whole, least=least) else FEW
    return (one.label, shown, band_shown(band), NOTES.get(one.code, ""))
