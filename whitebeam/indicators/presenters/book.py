"""The book, its burden in hours, the map of who uses what, and figures that papers name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from whitebeam.indicators.models import Indicator, PublishedFigure, Question
from whitebeam.indicators.rules.definitions import shown_number
from whitebeam.kernel.intervals import wilson
from whitebeam.partners.models import Agency, Membership

TIMES = {Indicator.Cadence.QUARTER: 4, Indicator.Cadence.YEAR: 1}
Owners = Mapping[str, Sequence[Agency]]
STATES = {
    Question.State.ASKED: "yellow",
    Question.State.AGREED: "green",
    Question.State.DECLINED: "grey",
}


@dataclass(frozen=True, slots=True)
class PillarRows:
    """The indicators of one pillar as rows of a table."""

    name: str
    rows: tuple[list[Any], ...]


@dataclass(frozen=True, slots=True)
class Burden:
    """What all returns together cost in a year."""

    total: str
    rows: tuple[list[str], ...]


def pillars_of(indicators: Sequence[Indicator], owners: Owners) -> list[PillarRows]:
    """Return the book pillar by pillar."""
    return [
        PillarRows(
            label,
            tuple(_row(one, owners) for one in indicators if one.pillar == code),
        )
        for code, label in Indicator.Pillar.choices
    ]


def burden_of(indicators: Iterable[Indicator], owners: Owners) -> Burden:
    """Return how many hours a year the returns cost each agency, the most first."""
    hours: dict[str, Decimal] = defaultdict(Decimal)
    for one in indicators:
        for agency in owners.get(one.code, ()):
            hours[agency.name] += one.hours * TIMES[Indicator.Cadence(one.cadence)]
    rows = sorted(hours.items(), key=lambda item: (-item[1], item[0]))
    total = sum(hours.values(), Decimal(0))
    return Burden(shown_number(total), tuple([name, shown_number(cost)] for name, cost in rows))


def uses_of(indicators: Iterable[Indicator]) -> list[list[str]]:
    """Return who uses which figure: each is asked for once."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in indicators:
        for use in one.uses:
            found[use["who"]].append(f"{one.title} ({use['what']})")
    return [[who, str(len(what)), "; ".join(what)] for who, what in sorted(found.items())]


def figure_row(one: PublishedFigure) -> list[str]:
    """Return a published figure; a part of a whole is worked out again with its interval."""
    again = "–"
    if one.part is not None and one.whole:
        share = wilson(one.part, one.whole)
        again = f"{100 * share.value:.1f}% ({100 * share.low:.1f}% to {100 * share.high:.1f}%)"
    return [one.title, one.words, one.about, again, one.caveat or "–", one.source]


def reader_row(one: Membership, *, is_open: bool) -> list[Any]:
    """Return who was nominated, and whether the agreement of her agency is in force."""
    state = {"tag": "Open", "colour": "green"} if is_open else {"tag": "Closed", "colour": "grey"}
    since = f"{one.starts_on.day} {one.starts_on:%B %Y}"
    return [
        one.user.name,
        one.agency.name,
        since,
        one.added_by.name if one.added_by else "–",
        state,
    ]


def question_rows(questions: QuerySet[Question]) -> list[list[Any]]:
    """Return the questions with the hours a year that each would cost."""
    return [
        [
            {
                "text": one.title,
                "href": reverse("indicators:decide", args=[one.pk])
                if one.state == Question.State.ASKED
                else "",
                "hint": one.why,
            },
            hours_of(one),
            one.like_code or "–",
            {"tag": one.get_state_display(), "colour": STATES[Question.State(one.state)]},
            one.reason or "–",
        ]
        for one in questions.order_by("-asked_at")
    ]


def question_facts(one: Question) -> list[dict[str, str]]:
    """Return what a question would cost, for whoever decides."""
    facts = [
        ("Question", one.title),
        ("What would be decided by it", one.why),
        ("Hours a year, all agencies", hours_of(one)),
        ("Comes nearest", one.like_code or "Nothing that is given already"),
    ]
    return [{"key": key, "value": value} for key, value in facts]


def hours_of(one: Question) -> str:
    """Return the hours a year that a question would cost all agencies together."""
    return shown_number(one.agencies * one.times_a_year * one.hours_each)


def _row(one: Indicator, owners: Owners) -> list[Any]:
    names = [agency.name for agency in owners.get(one.code, ())]
    who = names[0] if len(names) == 1 else f"{len(names)} agencies"
    return [
        {"text": one.title, "href": reverse("indicators:definition", args=[one.code])},
        str(one.number),
        one.unit_words,
        who,
        one.get_cadence_display(),
        "Counted from records" if one.computed else "Return",
    ]
