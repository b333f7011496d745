"""A standard's lines as pages print them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from whitebeam.accreditation.models import Answer, Effort, Standard
from whitebeam.accreditation.queries import Line

Cell = str | dict[str, str]
UNKNOWN = "Not known"
COLOURS = {"MET": "green", "PARTLY": "yellow", "NOT_MET": "red"}


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion with its evidence, owner, gap, action and status."""

    code: str
    name: str
    status: str
    colour: str
    evidence: str
    owner: str
    gap: str
    action: str

    @classmethod
    def of(cls, line: Line, *, on: date) -> "Row":
        named = f"{line.criterion.number}. {line.criterion.name}"
        answer = line.answer
        if answer is None:
            return cls(line.criterion.code, named, "Not answered yet", "grey", *[UNKNOWN] * 4)
        is_old = answer.review_on < on
        action = answer.action
        return cls(
            line.criterion.code,
            named,
            "Review overdue" if is_old else answer.get_status_display(),
            "grey" if is_old else COLOURS[answer.status],
            answer.evidence or "None",
            answer.owner,
            answer.gap or "None",
            f"{action.reference}, {action.get_state_display()}" if action else "None",
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """How the MARACs of one organisation stand to each principle, as a table's rows."""

    agency: str
    stands: str
    rows: list[list[Cell]]

    @classmethod
    def of(cls, effort: Effort, lines: Sequence[Line], *, on: date) -> "Judged":
        return cls(effort.agency.name, effort.stands, [_judged(line, on=on) for line in lines])


def _judged(line: Line, *, on: date) -> list[Cell]:
    named, answer = f"{line.criterion.number}. {line.criterion.name}", line.answer
    if answer is None:
        return [named, {"tag": "Not answered yet", "colour": "grey"}, *[UNKNOWN] * 3]
    day = f"{answer.review_on:%-d %B %Y}"
    is_old = answer.review_on < on
    return [
        named,
        {"tag": answer.get_status_display(), "colour": COLOURS[answer.status]},
        answer.evidence or "None",
        answer.owner,
        {"tag": "Overdue", "colour": "red", "hint": day} if is_old else day,
    ]


@dataclass(frozen=True, slots=True)
class EffortRow:
    """One organisation in the list of a standard: where it stands, and how much it has answered."""

    agency: str
    href: str
    stands: str
    met: str
    partly: str
    not_met: str
    unknown: str

    @classmethod
    def of(cls, effort: Effort, answers: Sequence[Answer], *, asked: int, on: date) -> "EffortRow":
        current = Counter(one.status for one in answers if one.review_on >= on)
        return cls(
            agency=effort.agency.name,
            href=reverse("accreditation:effort", args=[effort.pk]),
            stands=effort.stands,
            met=str(current[Answer.Status.MET]),
            partly=str(current[Answer.Status.PARTLY]),
            not_met=str(current[Answer.Status.NOT_MET]),
            unknown=str(asked - current.total()),
        )


@dataclass(frozen=True, slots=True)
class StandardCard:
    """A standard with what it asks for and who works to it."""

    name: str
    cycle: str
    levels: str
    source: str
    criteria: list[tuple[str, str]]
    efforts: list[EffortRow]

    @classmethod
    def of(
        cls, standard: Standard, answers: Mapping[UUID, Sequence[Answer]], *, on: date
    ) -> "StandardCard":
        criteria = [(one.name, one.source) for one in standard.criteria.all()]
        efforts = [
            EffortRow.of(one, answers.get(one.pk, ()), asked=len(criteria), on=on)
            for one in standard.efforts.all()
        ]
        return cls(
            standard.name, standard.cycle, standard.levels, standard.source, criteria, efforts
        )


def present(answer: Answer | None) -> dict[str, object]:
    """Return what a form shows of an answer before it is changed."""
    if answer is None:
        return {"version": 0}
    return {
        "version": answer.version,
        "status": answer.status,
        "evidence": answer.evidence,
        "gap": answer.gap,
        "owner": answer.owner,
        "review_on": answer.review_on,
        "action_reference": answer.action.reference if answer.action else "",
    }
