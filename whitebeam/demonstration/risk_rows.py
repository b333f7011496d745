"""Turns accepted stories into assessments of risk over time, each with its grounds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from whitebeam.demonstration.copying import Pile
from whitebeam.demonstration.counted_rows import CountedRows
from whitebeam.demonstration.judged_rows import JudgedRows
from whitebeam.demonstration.marked_rows import MarkedRows, Told
from whitebeam.demonstration.result_rows import ResultRows
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.risk_over_time import Taken, circle_of, taken_over_time
from whitebeam.demonstration.rules.values import Part, Story
from whitebeam.partners.models import LocalSetting
from whitebeam.risk.models import (
    AssessedChild,
    AssessedSet,
    Assessment,
    GroundMet,
    ToolVersion,
)
from whitebeam.risk.queries.settings import KEYS
from whitebeam.risk.rules.answers import write
from whitebeam.risk.rules.scoring import Level, band
from whitebeam.risk.rules.tool_definition import Tool

NEEDED = ("dash.very_high_risk", "dash.bands")
MODES = ("FACE_TO_FACE", "FACE_TO_FACE", "PHONE", "VIDEO")
BEFORE = {"alone": "YES", "mode": "FACE_TO_FACE", "marac_explained": "YES"}
SEVERITIES = {
    Level.STANDARD: ("NONE", "STANDARD"),
    Level.MEDIUM: ("STANDARD", "MODERATE"),
    Level.HIGH: ("MODERATE", "HIGH"),
}
ROWS = ("physical", "sexual", "harassment", "controlling")
DIRECTIONS = ("WORSE", "SAME", "BETTER", "NOT_KNOWN")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A story that a service works with: since when, who told it first, and who works with it."""

    story: Story
    at: datetime
    told: Told

    @property
    def agency(self) -> UUID:
        return self.told.service

    @property
    def worker(self) -> UUID:
        return self.told.adviser


class RiskRows:
    """Piles of the risk app, filled story by story. Without tools in the pack there are none."""

    def __init__(self, *, seed: int, until: datetime) -> None:
        self.seed, self.until = seed, until
        self.tool = ToolVersion.objects.filter(code="dash").order_by("-version").first()
        self.grid = ToolVersion.objects.filter(kind="GRID").order_by("-version").first()
        settings = LocalSetting.objects.filter(key__in=KEYS, withdrawn_at=None, area=None)
        self.set = {row.key: row for row in settings.order_by("starts_on")}
        self.items: Sequence[str] = ()
        if self.tool:
            self.items = Tool.model_validate(self.tool.definition).codes()
        self.assessment = Pile(
            Assessment,
            *(
                "id",
                "victim_id",
                "perpetrator_id",
                "tool_id",
                "state",
                "agency_id",
                "by_id",
                "mode",
            ),
            *("started_at", "signed_at", "superseded_at", "supersedes_id", "prescreen", "answers"),
            *("severity", "says_high", "judged_level", "judgement_reason", "score", "items_n"),
            *("answered_n", "dont_know_n", "band", "level", "criteria"),
        )
        self.counted = CountedRows()
        self.results = ResultRows(seed=seed, until=until, counted=self.counted)
        self.judged = JudgedRows(seed=seed, until=until, counted=self.counted)
        self.marked = MarkedRows(seed=seed, until=until, counted=self.counted)
        self.child = Pile(AssessedChild, "id", "assessment_id", "person_id")
        self.set_of = Pile(AssessedSet, "id", "assessment_id", "tool_id")
        self.ground = Pile(GroundMet, "id", "assessment_id", "ground", "evidence", "criteria")

    def in_order(self) -> tuple[Pile, ...]:
        """Return the piles in an order in which they may be copied."""
        piles = (self.assessment, self.set_of, self.child, self.ground)
        others = (*self.results.in_order(), self.judged.assessment, *self.marked.in_order())
        return *piles, *others, self.counted.pile

    def add(self, accepted: Accepted) -> None:
        """Put the assessments of one accepted story on the piles."""
        if not self.tool or not self.set.keys() >= set(NEEDED):
            return
        dice = Dice(self.seed, f"risk:{accepted.story.id}")
        taken = list(
            taken_over_time(
                dice,
                items=self.items,
                risk=accepted.story.risk,
                circle=circle_of(accepted.story, seldom=self._seldom(accepted.agency)),
                asking=Dice(self.seed, f"asking:{accepted.story.id}"),
                first=accepted.at,
                until=self.until,
                threshold=self.set["dash.very_high_risk"].value,
            )
        )
        keys = [dice.key() for _ in taken]
        for number, one in enumerate(taken):
            following = taken[number + 1].at if number + 1 < len(taken) else None
            before = keys[number - 1] if number else None
            self._assessment(keys[number], before, following, one, accepted, dice)
        self.results.add(
            accepted.story, at=accepted.at, agency=accepted.agency, worker=accepted.worker,
            criteria=self._criteria(),
        )  # fmt: skip
        self.judged.add(
            accepted.story, at=accepted.at, agency=accepted.agency, worker=accepted.worker,
            criteria=self._criteria(),
        )  # fmt: skip

        self.marked.add(accepted.story, accepted.told, criteria=self._criteria())

    def _assessment(
        self,
        key: UUID,
        before: UUID | None,
        following: datetime | None,
        taken: Taken,
        accepted: Accepted,
        dice: Dice,
    ) -> None:
        answered = band(yes=taken.yes, bands=self.set["dash.bands"].value)
        level = Level.HIGH if taken.judgement else answered
        parties = {part: accepted.story.people(part) for part in Part}
        harmer = parties[Part.PERPETRATOR]
        self.assessment.add(
            *(key, parties[Part.VICTIM][0], harmer[0] if harmer else None, self._tool_id()),
            *("SUPERSEDED" if following else "SIGNED", accepted.agency, accepted.worker),
            *(dice.pick(MODES), taken.at, taken.at, following, before),
            json.dumps({**BEFORE, "has_children": "YES" if parties[Part.CHILD] else "NO"}),
            write(taken.answers),
            json.dumps(_severity(level, dice)),
            *("YES" if level is Level.HIGH else "NO", Level.HIGH.value if taken.judgement else ""),
            *(taken.judgement, taken.yes, len(self.items), len(taken.answers), taken.dont_know),
            *(answered.value, level.value, self._criteria()),
            at=taken.at,
        )
        self.counted.add(key, self._tool_id(), taken.answers, codes=self.items, at=taken.at)
        if self.grid:
            self.set_of.add(dice.key(), key, self.grid.pk, at=taken.at)
        for child in parties[Part.CHILD]:
            self.child.add(dice.key(), key, child, at=taken.at)
        self._grounds(key, taken, dice)

    def _grounds(self, key: UUID, taken: Taken, dice: Dice) -> None:
        needed = self.set["dash.very_high_risk"].value
        if taken.yes >= needed:
            shown = {"ground": "VISIBLE_HIGH_RISK", "count": taken.yes, "needed": needed}
            used = {NEEDED[0]: self._used(NEEDED[0])}
            row = (dice.key(), key, "VISIBLE_HIGH_RISK", json.dumps(shown), used)
            self.ground.add(*row, at=taken.at)
        if taken.judgement:
            shown = {"ground": "PROFESSIONAL_JUDGEMENT", "words": taken.judgement}
            row = (dice.key(), key, "PROFESSIONAL_JUDGEMENT", json.dumps(shown), {})
            self.ground.add(*row, at=taken.at)

    def _criteria(self) -> dict[str, object]:
        return {key: self._used(key) for key in self.set}

    def _used(self, key: str) -> dict[str, object]:
        row = self.set[key]
        return {"value": row.value, "from": row.starts_on.isoformat(), "source": row.source}

    def _seldom(self, agency: UUID) -> tuple[str, ...]:
        """Return what the workers of an agency seldom ask, so that there is something to train."""
        return Dice(self.seed, f"habits:{agency}").some(self.items, most=3, least=2)

    def _tool_id(self) -> UUID | None:
        return self.tool.pk if self.tool else None


def _severity(level: Level, dice: Dice) -> dict[str, str]:
    """Return the grid as it was filled in: a level of each kind, and where it is going."""
    levels = {f"{row}-level": dice.pick(SEVERITIES[level]) for row in ROWS}
    return levels | {f"{row}-direction": dice.pick(DIRECTIONS) for row in ROWS}
