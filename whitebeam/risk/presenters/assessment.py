"""A signed assessment, ready to print: the total never stands alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from whitebeam.people.models import Person
from whitebeam.risk.models import Assessment, GroundMet, PromptDecision
from whitebeam.risk.presenters.words import (
    ANSWERS,
    LEVELS,
    answer_line,
    day,
    level_colour,
    level_words,
    name_of,
    total_line,
)
from whitebeam.risk.queries.reading import Reading
from whitebeam.risk.rules.answers import NOT_ASKED, read
from whitebeam.risk.rules.contents import rows_of, unpacked, word
from whitebeam.risk.rules.tool_definition import Item, Tool
from whitebeam.risk.rules.trend import Change, grid_changes, item_changes

CHANGES = {
    Change.NEW_YES: ("New", "red"),
    Change.STILL_YES: ("Still", "orange"),
    Change.NO_LONGER: ("No longer", "green"),
    Change.NOW_KNOWN: ("Now known", "blue"),
    Change.NOW_UNKNOWN: ("Not known now", "yellow"),
    Change.SAME: ("", ""),
}
DIRECTIONS = {"WORSE": "getting worse", "SAME": "the same", "BETTER": "getting better"}


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its answer, what it was before, and what that means."""

    label: str
    answer: str
    detail: str
    before: str
    change: str
    colour: str
    is_yes: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the tool with its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground for MARAC, what shows it, and by which criteria."""

    title: str
    evidence: str
    criteria: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the severity grid, now and before."""

    label: str
    level: str
    more: str
    change: str


def parts_of(
    tools: Iterable[Tool], assessment: Assessment, previous: Assessment | None
) -> tuple[Part, ...]:
    """Return the sections of these tools, each answer beside the one before."""
    now = read(str(assessment.answers))
    before = read(str(previous.answers)) if previous else {}
    found = []
    for tool in tools:
        changes = {
            one.code: one.change
            for one in item_changes(items=tool.codes(), before=before, after=now)
        }
        for section in tool.sections:
            lines = []
            for item in section.items:
                words, colour = CHANGES[changes[item.code]] if previous else ("", "")
                given = now.get(item.code, NOT_ASKED)
                lines.append(
                    Line(
                        label=item.label,
                        answer=answer_line(given),
                        detail=_detail(item, given.detail, given.ticks),
                        before=ANSWERS[before.get(item.code, NOT_ASKED).answer] if previous else "",
                        change=words,
                        colour=colour,
                        is_yes=given.answer == "YES",
                    )
                )
            found.append(Part(section.title, tuple(lines)))
    return tuple(found)


def grid_of(
    grid: Tool | None, assessment: Assessment, previous: Assessment | None
) -> tuple[GridRow, ...]:
    """Return the rows of the grid that were filled in, and by how much each moved."""
    if grid is None:
        return ()
    codes = tuple(row.code for row in grid.rows)
    now = rows_of(unpacked(assessment.severity), codes=codes)
    before = rows_of(unpacked(previous.severity), codes=codes) if previous else {}
    moved = {one.code: one.steps for one in grid_changes(before=before, after=now)}
    return tuple(
        GridRow(
            label=row.label,
            level=_level_text(grid, row.code, now[row.code].level),
            more=_more(now[row.code].direction, now[row.code].last_on, now[row.code].words),
            change=_steps(moved.get(row.code)),
        )
        for row in grid.rows
        if row.code in now
    )


def grounds_of(grounds: Iterable[GroundMet]) -> tuple[Ground, ...]:
    """Return every ground that was met, with its evidence and criteria."""
    return tuple(
        Ground(
            title=one.get_ground_display(),
            evidence=evidence_line(json.loads(str(one.evidence))),
            criteria="; ".join(
                f"{key}: {used['value']}, from {used['from']} ({used['source']})"
                for key, used in one.criteria.items()
            ),
        )
        for one in grounds
    )


def evidence_line(met: Mapping[str, object]) -> str:
    """Return what shows a ground, in a line."""
    days = met.get("days")
    listed = ", ".join(str(one) for one in days) if isinstance(days, list | tuple) else ""
    if met.get("months"):
        return f"{met['count']} events in {met['months']} months ({met['needed']} needed): {listed}"
    if met.get("needed"):
        return f"{met['count']} answered yes ({met['needed']} needed)"
    if listed:
        return f"Referred and happened again: {listed}"
    return str(met.get("words", ""))


@dataclass(frozen=True, slots=True)
class SignedPage:
    """The head of a signed assessment."""

    pk: UUID
    person: str
    other: str
    tool: str
    licence: str
    by: str
    when: str
    mode: str
    paper: str
    state: str
    level: str
    colour: str
    total: str
    is_incomplete: bool
    judgement: str
    reason: str
    says_high: str
    set_aside: bool
    external: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls,
        assessment: Assessment,
        *,
        people: Mapping[UUID, Person],
        reading: Reading,
        decisions: Iterable[PromptDecision],
    ) -> "SignedPage":
        told = unpacked(assessment.external)
        other = people.get(assessment.perpetrator_id) if assessment.perpetrator_id else None
        return cls(
            pk=assessment.pk,
            person=name_of(people.get(assessment.victim_id), else_words="The person harmed"),
            other=name_of(other, else_words="Not named here"),
            tool=f"{assessment.tool.name}, version {assessment.tool.version}",
            licence=assessment.wording.licence if assessment.wording else assessment.tool.licence,
            by=f"{assessment.by.name}, {assessment.agency.name}",
            when=day(assessment.signed_at),
            mode=assessment.get_mode_display() if assessment.mode else "",
            paper=_paper(assessment),
            state="" if assessment.state == "SIGNED" else assessment.get_state_display(),
            level=level_words(assessment),
            colour=level_colour(assessment),
            total=total_line(assessment),
            is_incomplete=reading.is_incomplete,
            judgement=LEVELS.get(assessment.judged_level, _no_judgement(assessment)),
            reason=str(assessment.judgement_reason or ""),
            says_high=assessment.get_says_high_display(),
            set_aside=assessment.set_aside_by_id is not None,
            external=tuple(
                (label, word(told, name))
                for name, label in (
                    *(("name", "Tool"), ("version", "Version"), ("grade", "Grade")),
                    *(("graded_on", "Date"), ("graded_by", "Done by")),
                )
                if word(told, name)
            ),
            decisions=tuple(
                (one.prompt.replace("_", " ").capitalize(), _decided(one)) for one in decisions
            ),
        )


def _paper(assessment: Assessment) -> str:
    """Return when and where it was answered on paper, and that two drafts were put together."""
    told = unpacked(assessment.prescreen)
    parts = [word(told, name) for name in ("paper_on", "paper_where", "paper_reference")]
    on_paper = f"Answered on paper: {', '.join(filter(None, parts))}" if any(parts) else ""
    return ". ".join(filter(None, (on_paper, _put_together(assessment))))


def _put_together(assessment: Assessment) -> str:
    """Return that it was put together from drafts, and whose, if they were of several workers."""
    if not assessment.merged_from:
        return ""
    sources = json.loads(str(assessment.merged_from))
    writers = dict.fromkeys(one["by"] for one in sources if "by" in one)
    if len(writers) > 1:
        return f"Put together from drafts of {' and '.join(writers)}"
    return "Put together from two drafts"


def _no_judgement(assessment: Assessment) -> str:
    return "The answers show it" if assessment.band else "None was given"


def _decided(one: PromptDecision) -> str:
    words = f": {one.words}" if one.words else ""
    return f"{one.get_decision_display()}{words}"


def _detail(item: Item, detail: str, ticks: tuple[str, ...]) -> str:
    labels = [tick.label for tick in item.ticks if tick.code in ticks]
    return ". ".join(filter(None, (", ".join(labels), detail)))


def _level_text(grid: Tool, code: str, level: str) -> str:
    row = next(one for one in grid.rows if one.code == code)
    words = next(one.text for one in row.levels if one.code == level)
    return f"{level.capitalize()}: {words}"


def _more(direction: str, last_on: str, words: str) -> str:
    last = f"last on {last_on}" if last_on else ""
    return ". ".join(filter(None, (DIRECTIONS.get(direction, ""), last, words)))


def _steps(steps: int | None) -> str:
    if steps is None:
        return ""
    if steps == 0:
        return "As before"
    return "More severe than before" if steps > 0 else "Less severe than before"
