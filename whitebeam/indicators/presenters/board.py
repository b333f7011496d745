"""The dashboard's front page: what is not known first, then each pillar's numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from whitebeam.indicators.models import Indicator
from whitebeam.indicators.presenters.one import last_signal, sentence_of
from whitebeam.indicators.queries.dashboard import Series
from whitebeam.indicators.rules.control import Signal
from whitebeam.indicators.rules.definitions import unit_after
from whitebeam.indicators.rules.periods import Cadence, Period


@dataclass(frozen=True, slots=True)
class NumberCard:
    """One indicator in one period: its number, what chance says, its caveat."""

    title: str
    href: str
    number: str
    words: str
    sure: str
    tag: str
    colour: str
    sentence: str
    caveat: str
    explanation: str


@dataclass(frozen=True, slots=True)
class PillarCards:
    """The indicators of one pillar."""

    name: str
    cards: tuple[NumberCard, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The quarter on one page."""

    heading: str
    not_known: tuple[str, ...]
    signals: tuple[NumberCard, ...]
    pillars: tuple[PillarCards, ...]

    @classmethod
    def of(cls, series: Sequence[Series], *, period: Period, pillar: str) -> "Board":
        shown = [one for one in series if pillar in {"", one.indicator.pillar}]
        upto = [_until(one, period) for one in shown]
        there = [one for one in upto if one.at(period.code)]
        cards = {one.indicator.code: _card(one) for one in there}
        return cls(
            heading=period.label,
            not_known=tuple(_not_known(upto, period)),
            signals=tuple(c for c in cards.values() if c.tag.startswith(("Higher", "Lower"))),
            pillars=tuple(
                PillarCards(label, found)
                for code, label in Indicator.Pillar.choices
                if (
                    found := tuple(
                        cards[one.indicator.code] for one in there if one.indicator.pillar == code
                    )
                )
            ),
        )


def _until(series: Series, period: Period) -> Series:
    points = tuple(one for one in series.points if one.period.starts_on <= period.starts_on)
    return Series(series.indicator, points)


def _not_known(series: Iterable[Series], period: Period) -> Iterable[str]:
    for one in series:
        if one.indicator.cadence != period.cadence.value:
            continue
        point = one.at(period.code)
        if point is None:
            yield f"{one.indicator.title}: no figure was released ({one.indicator.owner_words})."
        elif point.reading.value is None:
            said = f"{point.reading.words.lower()}. {point.explanation}".strip()
            yield f"{one.indicator.title}: {said}"
        elif not point.is_comparable:
            yield f"{one.indicator.title}: {point.explanation}"


def _card(series: Series) -> NumberCard:
    indicator, point = series.indicator, series.points[-1]
    tag, colour = _tag(indicator, last_signal(series))
    is_told = point.reading.value is not None
    return NumberCard(
        title=indicator.title,
        href=reverse("indicators:one", args=[indicator.code]),
        number=point.reading.words if is_told else "–",
        words=unit_after(indicator.unit_words) if is_told else point.reading.words,
        sure=f"95% interval {point.reading.sure}" if point.reading.sure else "",
        tag=tag,
        colour=colour,
        sentence=sentence_of(series),
        caveat=indicator.caveat,
        explanation=point.explanation,
    )


def _tag(indicator: Indicator, signal: Signal | None) -> tuple[str, str]:
    """Return a word and its colour: green or red only on a signal that has a good way."""
    if signal is None:
        return "Within chance", "grey"
    words = "Higher than chance" if signal.is_high else "Lower than chance"
    if indicator.polarity == Indicator.Polarity.CONTEXT:
        return words, "blue"
    is_good = signal.is_high == (indicator.polarity == Indicator.Polarity.HIGHER)
    return words, "green" if is_good else "red"


def period_choices(periods: Iterable[Period]) -> list[tuple[str, str]]:
    """Return the periods to choose from, quarters before years."""
    found = sorted(
        periods, key=lambda one: (one.cadence is Cadence.YEAR, -one.starts_on.toordinal())
    )
    return [(one.code, one.label) for one in found]
