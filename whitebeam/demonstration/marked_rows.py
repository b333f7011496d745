"""Turns a few accepted stories into roles that a first agency had the wrong way round.

A ward or a school assessed the one who harms as the one harmed; the service put that right with a
second worker, and the first agency's assessment is marked: looked at already, or waiting for it.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from whitebeam.demonstration.copying import Pile
from whitebeam.demonstration.counted_rows import CountedRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.values import Part, Source, Story
from whitebeam.demonstration.rules.working_time import days_later, worked
from whitebeam.kernel.clocks import LONDON
from whitebeam.partners.models import Agency
from whitebeam.risk.models import (
    Assessment,
    RoleCorrection,
    RoleCorrectionStep,
    RolesMark,
    ToolVersion,
)
from whitebeam.risk.rules.answers import Answer, Answered, write
from whitebeam.risk.rules.tool_definition import Tool

LIKELY = 0.08
SOURCES = frozenset({Source.HOSPITAL, Source.SCHOOL})
# What somebody says who came first and told it the other way round.
SAID_YES = ("injury", "very_frightened", "low_or_suicidal")
STEPS = (
    ("RAISED", "The injury was one of defence; the police log and the neighbour say who began it."),
    ("UPHELD", "Agreed after reading the log: it was fear on one side only."),
    ("CORRECTED", "Put right here. The ward and the school are told by the system."),
)
LOOKED = "Read again with the nurse who was there. The other way round is right."


@dataclass(frozen=True, slots=True)
class Told:
    """Who told a story first, and who of the service put it right with whom."""

    agency: UUID
    worker: UUID
    service: UUID
    adviser: UUID
    second: UUID


class MarkedRows:
    """Piles of corrected roles. Without the checklist in the pack there are none."""

    def __init__(self, *, seed: int, until: datetime, counted: CountedRows) -> None:
        self.seed, self.until, self.counted = seed, until, counted
        self.tool = ToolVersion.objects.filter(code="dash").order_by("-version").first()
        self.items = Tool.model_validate(self.tool.definition).codes() if self.tool else ()
        self.kinds = dict(Agency.objects.values_list("pk", "kind"))
        self.assessment = Pile(
            Assessment,
            *("id", "victim_id", "perpetrator_id", "tool_id", "state", "agency_id", "by_id"),
            *("mode", "started_at", "signed_at", "prescreen", "answers", "score", "items_n"),
            *("answered_n", "band", "level", "criteria", "set_aside_by_id"),
        )
        self.correction = Pile(
            RoleCorrection,
            *("id", "person_id", "other_id", "agency_id", "state", "raised_by_id", "raised_at"),
            *("decided_by_id", "decided_at"),
        )
        self.step = Pile(RoleCorrectionStep, "id", "correction_id", "state", "by_id", "at", "words")
        self.mark = Pile(
            RolesMark,
            *("id", "assessment_id", "correction_id", "by_kind", "marked_on", "found", "words"),
            *("looked_by_id", "looked_at"),
        )

    def in_order(self) -> tuple[Pile, ...]:
        """Return the piles in an order in which they may be copied."""
        return self.correction, self.step, self.assessment, self.mark

    def add(self, story: Story, told: Told, *, criteria: object) -> None:
        """Put what a first agency had the wrong way round on the piles, if this one had."""
        dice = Dice(self.seed, f"marked:{story.id}")
        harmed, harms = story.people(Part.VICTIM)[0], story.people(Part.PERPETRATOR)
        is_one = story.source in SOURCES and harms and told.adviser != told.second
        if self.tool is None or not is_one or not dice.chance(LIKELY):
            return
        days = [worked(days_later(story.sent_at, days), 60) for days in (4, 6, 7, 11)]
        if days[-1] > self.until:
            return
        keys = dice.key(), dice.key()
        is_looked_at = dice.chance(0.5)
        self._corrected(keys[1], (harmed, harms[0]), told, days, dice)
        self._assessed(
            *(keys[0], keys[1] if is_looked_at else None, (harms[0], harmed), told),
            at=story.sent_at, criteria=criteria,
        )  # fmt: skip
        looked = ("SET_ASIDE", LOOKED, told.worker, days[3]) if is_looked_at else ("", *[None] * 3)
        marked_on = days[2].astimezone(LONDON).date()
        row = (dice.key(), *keys, self.kinds[told.service], marked_on, *looked)
        self.mark.add(*row, at=days[2])

    def _corrected(
        self, key: UUID, pair: tuple[UUID, UUID], told: Told, days: list[datetime], dice: Dice
    ) -> None:
        self.correction.add(
            *(key, *pair, told.service, "CORRECTED", told.adviser, days[0], told.second, days[1]),
            at=days[0],
        )
        workers = (told.adviser, told.second, told.adviser)
        for (state, words), by, at in zip(STEPS, workers, days, strict=False):
            self.step.add(dice.key(), key, state, by, at, words, at=at)

    def _assessed(
        self,
        key: UUID,
        set_aside_by: UUID | None,
        pair: tuple[UUID, UUID],
        told: Told,
        *,
        at: datetime,
        criteria: object,
    ) -> None:
        answers = {
            code: Answered(Answer.YES if code in SAID_YES else Answer.NO) for code in self.items
        }
        yes = sum(one.answer is Answer.YES for one in answers.values())
        before = json.dumps({"alone": "YES", "mode": "FACE_TO_FACE", "has_children": "NO"})
        tool = self.tool.pk if self.tool else None
        self.assessment.add(
            *(key, *pair, tool, "SIGNED", told.agency, told.worker, "FACE_TO_FACE", at, at),
            *(before, write(answers), yes, len(self.items), len(answers), "STANDARD", "STANDARD"),
            *(criteria, set_aside_by),
            at=at,
        )
        self.counted.add(key, tool, answers, codes=self.items, at=at)
