"""Returns as their pages print them: what is to do, each indicator's lines, the way it came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from whitebeam.govuk.charts import plain
from whitebeam.indicators.models import Indicator, Return, Step
from whitebeam.indicators.queries.returns import Filled
from whitebeam.indicators.rules.checking import Finding, Mend
from whitebeam.indicators.rules.definitions import shown_number
from whitebeam.indicators.rules.periods import read_period
from whitebeam.kernel.clocks import LONDON

NOTHING_GIVEN = "Nothing is given yet{}. Enter each number, or say why it is not known."
STATES = {
    Return.State.OPEN: ("Open", "blue"),
    Return.State.SENT: ("Waits for a second signature", "yellow"),
    Return.State.SIGNED: ("Signed and locked", "green"),
}


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One return of the list."""

    name: str
    href: str
    agency: str
    due: str
    tag: str
    colour: str


@dataclass(frozen=True, slots=True)
class ToMend:
    """One thing to put right or to explain, and where."""

    where: str
    sentence: str
    indicator: str
    href: str
    must: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """One indicator of a return."""

    title: str
    href: str
    given: str
    tag: str
    colour: str


def return_line(owner: Return, *, on: date) -> ReturnLine:
    """Return one return of the list, with its day and its state in words."""
    text, colour = STATES[Return.State(owner.state)]
    if owner.state != Return.State.SIGNED and owner.due_on < on:
        days = (on - owner.due_on).days
        late = f"ate by {days} day{'s' if days != 1 else ''}"
        is_open = owner.state == Return.State.OPEN
        text, colour = f"L{late}" if is_open else f"{text}, l{late}", "red"
    counted = ", counted from records" if owner.is_computed else ""
    return ReturnLine(
        f"{read_period(owner.period).label}{counted}",
        reverse("indicators:return", args=[owner.pk]),
        owner.agency.name,
        day(owner.due_on),
        text,
        colour,
    )


def to_mend(found: Filled) -> list[ToMend]:
    """Return what is to mend, rows of a spreadsheet first; an indicator left empty is one thing."""
    parts = {part.definition.code: part for part in found.parts}
    return [
        ToMend(
            one.where,
            sentence,
            parts[one.indicator].title if one.indicator in parts else "",
            _fill(found.owner, one.indicator) if one.indicator in parts else "",
            "Explain or fix" if one.mend is Mend.EXPLAIN else "Fix",
        )
        for one, sentence in _told_once(found)
    ]


def _told_once(found: Filled) -> Iterable[tuple[Finding, str]]:
    lines = {part.definition.code: len(part.lines) for part in found.parts}
    empty = {code for code in lines if not found.given.get(code)}
    told: set[str] = set()
    for one in found.findings:
        if one.row or one.indicator not in empty:
            yield one, one.sentence
        elif one.indicator not in told:
            told.add(one.indicator)
            yield one, NOTHING_GIVEN.format(_lines(lines[one.indicator]))


def _lines(many: int) -> str:
    return "" if many == 1 else f" of {many} lines"


def part_lines(found: Filled) -> list[PartLine]:
    """Return each indicator of a return with how much of it is given."""
    faulty = {one.indicator for one in found.findings}
    lines = []
    for part in found.parts:
        code = part.definition.code
        given = found.given.get(code, {})
        told = sum(1 for v in given.values() if v.numerator is not None or v.explanation)
        is_done = code not in faulty
        lines.append(
            PartLine(
                part.title,
                _fill(found.owner, code),
                f"{told} of {len(part.lines)} lines",
                "Done" if is_done else "To do",
                "green" if is_done else "blue",
            )
        )
    return lines


def steps(found: Iterable[Step]) -> list[dict[str, str]]:
    """Return the way of a return for the timeline."""
    return [
        {
            "what": one.get_kind_display(),
            "when": f"{one.at.astimezone(LONDON):%-d %B %Y %H:%M}",
            "who": one.by.name if one.by else "The clock",
            "more": one.reason,
        }
        for one in found
    ]


def quality_of(owner: Return, found: Filled, way: Sequence[Step]) -> str:
    """Return what is sent back to whoever gave the return: how it went, and one thing to fix."""
    if owner.signed_at is None:
        return ""
    is_late = owner.signed_at.astimezone(LONDON).date() > owner.due_on
    again = sum(1 for step in way if step.kind in {Step.Kind.REOPENED, Step.Kind.SENT_BACK})
    values = [v for given in found.given.values() for v in given.values()]
    unknown = sum(1 for v in values if v.numerator is None)
    score = 100 - 20 * is_late - 10 * min(again, 3) - round(40 * unknown / max(len(values), 1))
    if unknown:
        advice = f"{plain(unknown)} lines were not known: start with one of them next time."
    elif is_late:
        advice = "It came late: agree who signs when somebody is away."
    elif again:
        advice = "It was opened again: let the second person look at the districts first."
    else:
        advice = "Nothing to mend: thank you."
    return f"Quality {score} of 100. {advice}"


def reading_of(indicator: Indicator) -> list[dict[str, str]]:
    """Return the definition of an indicator as facts."""
    facts = [
        ("Definition", indicator.definition),
        ("Number", indicator.numerator),
        ("Of how many", indicator.denominator),
        ("Unit", indicator.unit_words),
        ("Better", indicator.get_polarity_display()),
        ("Owner", indicator.owner_words),
        ("Comes from", indicator.data_source),
        (
            "Given",
            f"{indicator.get_cadence_display()}, "
            f"{indicator.submission_days} working days after the end",
        ),
        ("Small numbers", indicator.get_suppression_display()),
        ("Caveat", indicator.caveat),
        ("Benchmark", indicator.benchmark),
        *(
            ("Break", f"{day(date.fromisoformat(one['on']))}: {one['why']}")
            for one in indicator.breaks
        ),
        *(("Also used by", f"{one['who']}: {one['what']}") for one in indicator.uses),
        ("Costs each owner", f"{shown_number(indicator.hours)} hours a time"),
        ("Version", f"{indicator.version}, from {day(indicator.starts_on)}"),
        ("Source", indicator.source),
    ]
    return [{"key": key, "value": str(value)} for key, value in facts if value]


def day(on: date) -> str:
    """Return a day as people write it."""
    return f"{on.day} {on:%B %Y}"


def _day_of(one: dict[str, str]) -> str:
    return day(date.fromisoformat(one["on"]))


def _fill(owner: Return, code: str) -> str:
    return reverse("indicators:fill", args=[owner.pk, code])
