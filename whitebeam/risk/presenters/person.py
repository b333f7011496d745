"""The risk of one person over time: each assessment, and what changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from whitebeam.govuk.charts import Chart, line_chart
from whitebeam.risk.models import Assessment
from whitebeam.risk.presenters.words import day, level_colour, level_words, total_line
from whitebeam.risk.queries.due import Again
from whitebeam.risk.rules.reassessment import Cause

CAUSES = {
    Cause.CLOCK: "By the level's clock",
    Cause.INCIDENT: "After a new incident",
    Cause.SEPARATION: "After a separation",
    Cause.RELEASE: "After a release from custody",
    Cause.MOVE: "After a move",
    Cause.COURT: "After a court date",
    Cause.CLOSURE: "Before closing",
}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One assessment in the history."""

    when: str
    tool: str
    level: str
    colour: str
    total: str
    grounds: str
    by: str
    href: str
    state: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """When somebody is to be assessed again."""

    name: str
    text: str
    cause: str
    level: str
    colour: str
    agency: str
    href: str
    state: str

    @classmethod
    def of(cls, again: Again, *, is_late: bool) -> "DueLine":
        due = again.due
        text = "On hold" if due.on is None else f"{'Was due' if is_late else 'Due'} {day(due.on)}"
        return cls(
            name=again.person.known_as,
            text=text,
            cause=CAUSES[due.cause],
            level=level_words(again.latest),
            colour=level_colour(again.latest),
            agency=again.latest.agency.name,
            href=reverse("risk:person", args=[again.person.pk]),
            state="late" if is_late else "due",
        )


def history_rows(history: Iterable[Assessment]) -> list[HistoryRow]:
    """Return the assessments, newest first, each with its total never alone."""
    return [
        HistoryRow(
            when=day(one.signed_at),
            tool=one.tool.name,
            level=level_words(one),
            colour=level_colour(one),
            total=total_line(one),
            grounds=", ".join(ground.get_ground_display() for ground in one.grounds.all()),
            by=f"{one.by.name}, {one.agency.name}",
            href=reverse("risk:assessment", args=[one.pk]),
            state="Set aside" if one.set_aside_by_id else _state(one),
        )
        for one in history
    ]


def chart_of(history: Iterable[Assessment]) -> Chart | None:
    """Return the totals of one kind of checklist over time; fewer than two draw nothing."""
    scored = [one for one in history if one.score is not None and one.set_aside_by_id is None]
    if len(scored) < 2 or scored[0].tool.kind not in {"CHECKLIST", "YOUNG"}:
        return None
    points = [
        (day(one.signed_at), one.score or 0)
        for one in reversed(scored)
        if one.tool.kind == scored[0].tool.kind
    ]
    return line_chart(
        "Answers of yes over time",
        points,
        label_heading="Assessed",
        value_heading="Yes",
        note="A total says little by itself: open each for what changed and is not known.",
    )


def _state(one: Assessment) -> str:
    return "" if one.state == Assessment.State.SIGNED else one.get_state_display()
