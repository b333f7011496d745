"""Turns some accepted stories of stalking into the eleven questions, with a level judged."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from whitebeam.demonstration.copying import Pile
from whitebeam.demonstration.counted_rows import CountedRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.risk_over_time import Circle, signs_beside
from whitebeam.demonstration.rules.values import Part, Story
from whitebeam.demonstration.rules.working_time import worked
from whitebeam.risk.models import Assessment, ToolVersion
from whitebeam.risk.rules.answers import Answer, Answered, write
from whitebeam.risk.rules.scoring import score
from whitebeam.risk.rules.tool_definition import Tool

LIKELY = 0.4
LEVELS = ("MEDIUM", "HIGH", "HIGH")
REASONS = {
    "MEDIUM": "He writes every day and has not come near her since the warning.",
    "HIGH": "He waits outside her work, knows her new car, and ignored the warning.",
}


class JudgedRows:
    """A pile of sets of questions about stalking. Without the tool in the pack there are none."""

    def __init__(self, *, seed: int, until: datetime, counted: CountedRows) -> None:
        self.seed, self.until, self.counted = seed, until, counted
        self.tool = ToolVersion.objects.filter(kind="STALKING").order_by("-version").first()
        self.items: Sequence[str] = ()
        if self.tool:
            self.items = Tool.model_validate(self.tool.definition).codes()
        self.assessment = Pile(
            Assessment,
            *("id", "victim_id", "perpetrator_id", "tool_id", "state", "agency_id", "by_id"),
            *("mode", "started_at", "signed_at", "prescreen", "answers", "judged_level"),
            *("judgement_reason", "score", "items_n", "answered_n", "dont_know_n", "band"),
            *("level", "criteria"),
        )

    def add(
        self, story: Story, *, at: datetime, agency: UUID, worker: UUID, criteria: object
    ) -> None:
        """Put the questions that were asked after one accepted story on the pile, if they were."""
        dice = Dice(self.seed, f"judged:{story.id}")
        if self.tool is None or "STALKING" not in story.abuse or not dice.chance(LIKELY):
            return
        signed, level = worked(at, dice.number(90, 900)), dice.pick(LEVELS)
        if signed > self.until:
            return
        answers = signs_beside(dice, items=self.items, circle=Circle())
        answers |= {code: Answered(Answer.YES) for code in self.items if dice.chance(0.4)}
        counted = score(items=self.items, answers=answers)
        harmer, *_ = *story.people(Part.PERPETRATOR), None
        key = dice.key()
        self.counted.add(key, self.tool.pk, answers, codes=self.items, at=signed)
        self.assessment.add(
            *(key, story.people(Part.VICTIM)[0], harmer, self.tool.pk, "SIGNED", agency),
            *(worker, "PHONE", signed, signed, json.dumps({"mode": "PHONE", "alone": "YES"})),
            *(write(answers), level, REASONS[level], counted.yes, counted.items),
            *(counted.answered, counted.dont_know, "", level, criteria),
            at=signed,
        )
