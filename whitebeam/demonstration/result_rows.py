"""Turns a few accepted stories into results of other tools, each with its document."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from whitebeam.demonstration.copying import STAMPS, Pile
from whitebeam.demonstration.counted_rows import CountedRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.papers import GRADES, RESULT_BY, RESULT_TOOL, result_paper
from whitebeam.demonstration.rules.risk_over_time import circle_of, signs_beside
from whitebeam.demonstration.rules.values import Part, Story
from whitebeam.demonstration.rules.working_time import worked, worked_before
from whitebeam.demonstration.shelving import shelve
from whitebeam.kernel.clocks import LONDON
from whitebeam.risk.models import Assessment, ResultDocument, ToolVersion
from whitebeam.risk.rules.answers import write
from whitebeam.risk.rules.scoring import score
from whitebeam.risk.rules.tool_definition import Tool

LIKELY = 0.1
DOCUMENT = tuple(
    field.attname for field in ResultDocument._meta.concrete_fields if field.name not in STAMPS
)


class ResultRows:
    """Piles of results. Without the tool for them in the pack there are none."""

    def __init__(self, *, seed: int, until: datetime, counted: CountedRows) -> None:
        self.seed, self.until, self.counted = seed, until, counted
        self.tool = ToolVersion.objects.filter(kind="EXTERNAL").order_by("-version").first()
        self.items: Sequence[str] = ()
        if self.tool:
            self.items = Tool.model_validate(self.tool.definition).codes()
        self.assessment = Pile(
            Assessment,
            *("id", "victim_id", "perpetrator_id", "tool_id", "state", "agency_id", "by_id"),
            *("mode", "started_at", "signed_at", "prescreen", "answers", "external"),
            *("items_n", "answered_n", "dont_know_n", "band", "level", "criteria"),
        )
        self.document = Pile(ResultDocument, *DOCUMENT)

    def in_order(self) -> tuple[Pile, ...]:
        """Return the piles in an order in which they may be copied."""
        return self.assessment, self.document

    def add(
        self, story: Story, *, at: datetime, agency: UUID, worker: UUID, criteria: object
    ) -> None:
        """Put the result that came with one accepted story on the piles, if one did."""
        dice = Dice(self.seed, f"result:{story.id}")
        if self.tool is None or not dice.chance(LIKELY):
            return
        signed, key = worked(at, dice.number(60, 600)), dice.key()
        if signed > self.until:
            return
        level = story.risk if story.risk in GRADES else "STANDARD"
        harmer, *_ = *story.people(Part.PERPETRATOR), None
        answers = signs_beside(dice, items=self.items, circle=circle_of(story))
        counted = score(items=self.items, answers=answers)
        self.assessment.add(
            *(key, story.people(Part.VICTIM)[0], harmer, self.tool.pk, "SIGNED", agency, worker),
            *("RECORDS", signed, signed, json.dumps({"mode": "RECORDS"}), write(answers)),
            *(_told(level, on=story.sent_at), counted.items, counted.answered, counted.dont_know),
            *(level, level, criteria),
            at=signed,
        )
        self.counted.add(key, self.tool.pk, answers, codes=self.items, at=signed)
        document = ResultDocument(pk=dice.key(), assessment_id=key, added_by_id=worker)
        shelve(result_paper(level), into=document, dice=dice, at=worked_before(signed, 20))
        self.document.add(*(getattr(document, name) for name in DOCUMENT), at=signed)


def _told(level: str, *, on: datetime) -> str:
    told = {"name": RESULT_TOOL, "grade": GRADES[level], "level": level, "graded_by": RESULT_BY}
    return json.dumps({**told, "graded_on": on.astimezone(LONDON).date().isoformat()})
