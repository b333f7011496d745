"""The documents of a result, as a list prints them."""

from dataclasses import dataclass
from uuid import UUID

from whitebeam.risk.models import Assessment, ResultDocument

STATES = {
    ResultDocument.State.HELD: "held until it is checked",
    ResultDocument.State.CLEAN: "checked",
    ResultDocument.State.REFUSED: "refused: something harmful was found in it",
}


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document: whether it may be opened, and why not."""

    pk: UUID
    name: str
    state: str
    opens: bool


def documents_of(assessment: Assessment) -> tuple[DocumentLine, ...]:
    """Return the documents that an assessment holds now, in the order in which they came."""
    held = assessment.documents.filter(removed_at=None).order_by("added_at")
    clean = ResultDocument.State.CLEAN
    return tuple(
        DocumentLine(
            one.pk, str(one.name), STATES[ResultDocument.State(one.state)], one.state == clean
        )
        for one in held
    )
