"""What was told on the pages beside the questions, each answer under its own label, in words."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.forms import ChoiceField, Field

from whitebeam.govuk.fields import DateField
from whitebeam.risk.forms.kept import KeptForm
from whitebeam.risk.forms.pages import SLOTS, ClosingForm, EventsForm, FirstForm
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries.reading import Reading
from whitebeam.risk.rules.contents import Content, day, unpacked, word
from whitebeam.risk.rules.tool_definition import in_words

Row = dict[str, str]
POLICE = frozenset(f"police_{part}_{slot}" for slot in SLOTS for part in ("on", "number"))
# The page of a signed assessment says these beside the level, under the grounds and who made it.
ELSEWHERE = frozenset(
    {
        *("mode", "paper_on", "paper_where", "paper_reference"),
        *("says_high", "judged_level", "judgement_reason", "risk_of_harm"),
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """One page beside the questions, with what was answered on it."""

    title: str
    rows: tuple[Row, ...]


def told_in(draft: Assessment, reading: Reading) -> tuple[Told, ...]:
    """Return all that a draft says on these pages, to be looked over before signing."""
    has_band = reading.band is not None
    closing = ClosingForm(reading.closing, prompts=reading.prompts, has_band=has_band)
    return _cards(draft, reading, closing, without=POLICE)


def told_at(signed: Assessment, reading: Reading) -> tuple[Told, ...]:
    """Return what a signed assessment says on these pages and its page does not say elsewhere."""
    return _cards(signed, reading, ClosingForm(reading.closing), without=POLICE | ELSEWHERE)


def in_text(field: Field, said: object) -> str:
    """Return what a field holds as a reader says it: labels for codes, days written out."""
    if isinstance(field, DateField):
        return _day(day({"on": said}, "on")) or str(said)
    each = said if isinstance(said, list | tuple) else [said]
    if isinstance(field, ChoiceField):
        labels = _labels(field)
        each = [labels.get(str(one), str(one)) for one in each]
    return ", ".join(str(one) for one in each)


def _cards(
    held: Assessment, reading: Reading, closing: ClosingForm, *, without: Collection[str]
) -> tuple[Told, ...]:
    first, events = unpacked(held.prescreen), reading.events
    pairs = reading.child_words
    cards = (
        ("Before the questions", _rows(FirstForm(first), first, without)),
        ("Police and MARAC", [*_police(events), *_rows(EventsForm(events), events, without)]),
        ("Said at the end", _rows(closing, reading.closing, without)),
    )
    return tuple(
        Told(title, tuple(row | {"key": in_words(row["key"], pairs=pairs)} for row in rows))
        for title, rows in cards
    )


def _rows(form: KeptForm, kept: Content, without: Collection[str]) -> Iterable[Row]:
    return [
        {"key": str(field.label), "value": in_text(field, kept[name])}
        for name, field in form.fields.items()
        if name not in without and kept.get(name)
    ]


def _police(events: Content) -> Iterator[Row]:
    for slot in SLOTS:
        on, number = word(events, f"police_on_{slot}"), word(events, f"police_number_{slot}")
        told = _day(day(events, f"police_on_{slot}")) or on
        if told or number:
            parts = (told or "Day not known", f"number {number}" if number else "")
            value = ", ".join(filter(None, parts))
            yield {"key": "Event reported to the police", "value": value}


def _labels(field: ChoiceField) -> dict[str, str]:
    return {str(code): str(label) for code, label in cast(Iterable[tuple[str, str]], field.choices)}


def _day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else ""
