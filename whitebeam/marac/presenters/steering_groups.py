"""Protected groups among those discussed, beside the people who live there."""

from collections.abc import Mapping, Sequence

from whitebeam.govuk.charts import Compared, against_chart
from whitebeam.kernel.intervals import Interval, wilson
from whitebeam.kernel.small_numbers import may_show
from whitebeam.marac.presenters.steering import FEW, STAYS, Row, Table, share
from whitebeam.marac.queries.counting import Group
from whitebeam.marac.queries.populations import Population

NOT_ENTERED = "Not entered"
FEWER, MORE = "Fewer than live here", "More than live here"
CHANCE = "As many as live here, within chance"
CAPTION = "Who was harmed, beside the people who live here"
READING = (
    "The gap is between two shares, in points of 100; in brackets, between which figures it lies. "
    "It is no target: more women than men are harmed, and a group of which few come may be one "
    "that nobody asked or that finds no way in."
)
ABSENT = (
    "The share of the local population is not entered for: {groups}. Enter it in the settings "
    "(marac.population_…), with its source, day and area."
)


def beside_population(
    groups: Sequence[Group], lives_here: Mapping[str, Population], *, least: int
) -> Table:
    """Return the share of each group counted in the kept returns, and its gap to the population."""
    counted = [one for one in groups if one.whole]
    shown = [one for one in counted if may_show(one.part, one.whole, least=least)]
    points = [_point(one, lives_here[one.code]) for one in shown if one.code in lives_here]
    chart = against_chart(
        "Cases discussed, and people who live here, of 100",
        points,
        label_heading="Group",
        share_heading="Cases",
        against_heading="People",
        note="Green: the cases, with the line on which their share lies. Dark: the people.",
    )
    words = "How to read it"
    return Table(
        CAPTION,
        ("Group", "Cases discussed", "People who live here", "Gap", words),
        tuple(_row(one, lives_here.get(one.code), is_shown=one in shown) for one in counted),
        note=" ".join((READING, *_sources(counted, lives_here))),
        against=chart if points else None,
        words=frozenset({words}),
        to_do="Nothing to set beside the population before a quarterly return is kept.",
    )


def _point(one: Group, here: Population) -> Compared:
    found = _percent(one)
    return Compared(one.label, found.value, found.low, found.high, here.percent)


def _percent(one: Group) -> Interval:
    found = wilson(one.part, one.whole)
    return Interval(100 * found.value, 100 * found.low, 100 * found.high)


def _row(one: Group, here: Population | None, *, is_shown: bool) -> Row:
    people = f"{here.percent:g}%" if here else NOT_ENTERED
    if not is_shown:
        return (one.label, FEW, people, FEW, "")
    if here is None:
        return (one.label, share(one.part, one.whole), people, NOT_ENTERED, "")
    found = _percent(one)
    value, low, high = (end - here.percent for end in (found.value, found.low, found.high))
    gap = f"{value:+.1f} ({low:+.1f} to {high:+.1f})".replace(" ", STAYS)
    reading = FEWER if high < 0 else MORE if low > 0 else CHANCE
    return (one.label, share(one.part, one.whole), people, gap, reading)


def _sources(counted: Sequence[Group], lives_here: Mapping[str, Population]) -> list[str]:
    """Say where each share of the population is from, and of which groups there is none."""
    by_source: dict[str, list[str]] = {}
    for one in counted:
        if here := lives_here.get(one.code):
            by_source.setdefault(
                f"{here.source} (from {here.since.day} {here.since:%B %Y})", []
            ).append(one.label)
    said = [f"{', '.join(labels)}: {source}." for source, labels in by_source.items()]
    absent = [one.label for one in counted if one.code not in lives_here]
    return [*said, ABSENT.format(groups=", ".join(absent))] if absent else said
