"""A standard's lines as pages print them."""

from dataclasses import dataclass
from datetime import date

from whitebeam.accreditation.models import Answer
from whitebeam.accreditation.queries import Line

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
            return cls(line.criterion.code, named, "Not answered yet", "grey", "", "", "", "")
        is_old = answer.review_on < on
        action = answer.action
        return cls(
            line.criterion.code,
            named,
            "Review overdue" if is_old else answer.get_status_display(),
            "grey" if is_old else COLOURS[answer.status],
            answer.evidence or "",
            answer.owner,
            answer.gap or "",
            f"{action.reference}, {action.get_state_display()}" if action else "",
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
