"""How the items of invented assessments were answered, as signing leaves it to be summed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from whitebeam.demonstration.copying import Pile
from whitebeam.risk.models import CountedAnswers
from whitebeam.risk.rules.answers import Answers, counted


class CountedRows:
    """A pile of what is counted; the key follows from the assessment, and no dice falls for it."""

    def __init__(self) -> None:
        self.pile = Pile(CountedAnswers, "id", "assessment_id", "tool_id", "answers")

    def add(
        self,
        assessment: UUID,
        tool: UUID | None,
        answers: Answers,
        *,
        codes: Sequence[str],
        at: datetime,
    ) -> None:
        """Put the answers of one signed assessment on the pile."""
        told = counted(answers, codes=codes)
        self.pile.add(uuid5(assessment, "counted"), assessment, tool, told, at=at)
