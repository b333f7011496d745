"""How items are answered, in sums: by agency, by team, by quarter.

Whoever leads an agency's practice has her own agency and its teams beside all together; whoever
steers the partnership has every agency. What was never made for her is in no sum of hers: the
database leaves it out. It holds answers sealed, so they are opened and added up here, and only the
sums go further.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from whitebeam.kernel import crypto
from whitebeam.kernel.errors import NotSetUp
from whitebeam.partners.queries import setting_in_force
from whitebeam.partners.rules.setting_words import WORDS
from whitebeam.risk.models import CountedAnswers, ToolVersion
from whitebeam.risk.queries.tools import definition_of, tools_in_force, wording_in_force
from whitebeam.risk.rules.answers import Answer
from whitebeam.risk.rules.consistency import NONE, Counts, Limits
from whitebeam.risk.rules.tool_definition import Tool


@dataclass(slots=True)
class Group:
    """An agency, a team of one, or everybody: each item's counts, in all and by quarter."""

    pk: UUID | None
    is_team: bool
    name: str
    items: dict[str, Counts] = field(default_factory=dict)
    quarters: dict[str, dict[date, Counts]] = field(default_factory=dict)

    def of(self, item: str) -> Counts:
        """Return the counts of one item; none where it was never in an assessment."""
        return self.items.get(item, NONE)


@dataclass(frozen=True, slots=True)
class Practice:
    """Everybody together, and the groups that the reader is told of."""

    whole: Group
    groups: tuple[Group, ...]

    def beside(self, group: Group) -> tuple[Group, ...]:
        """Return the groups that add up with this one: agencies, or teams."""
        return tuple(one for one in self.groups if one.is_team == group.is_team)


def practice(code: str, *, since: datetime, until: datetime) -> Practice:
    """Return how the items of a tool were answered in what was signed in these days."""
    found: dict[UUID | None, _Sums] = {None: _Sums("", is_team=False)}
    with connection.cursor() as cursor:
        asked = "select * from sec.risk_answers_to_count(%s, %s, %s)"
        cursor.execute(asked, [code, since, until])
        for pk, agency_id, agency, team_id, team, quarter, assessor, sealed in cursor:
            answers = _opened(pk, sealed)
            found[None].add(answers, quarter, assessor)
            if agency_id:
                group = found.setdefault(agency_id, _Sums(agency, is_team=False))
                group.add(answers, quarter, assessor)
            if team_id:
                group = found.setdefault(team_id, _Sums(f"{agency}: {team}", is_team=True))
                group.add(answers, quarter, assessor)
    groups = {pk: sums.group(pk) for pk, sums in found.items()}
    whole = groups.pop(None)
    return Practice(whole, tuple(sorted(groups.values(), key=lambda one: (one.is_team, one.name))))


def tools_counted() -> list[Tool]:
    """Return the tools of today whose items can be counted, each in the words of today."""
    found = (definition_of(one, wording_in_force(one)) for one in _checklists_first())
    return [tool for tool in found if tool.codes()]


def limits() -> Limits:
    """Return from how many answers and assessors on a share is shown.

    :raises NotSetUp: naming the setting, if the partnership has set none that holds today
    """
    return Limits(int(_value("figures.smallest_shown")), int(_value("risk.consistency_assessors")))


def quarters() -> int:
    """Return how many whole quarters are looked at.

    :raises NotSetUp: naming the setting, if the partnership has set none that holds today
    """
    return int(_value("risk.consistency_quarters"))


def _checklists_first() -> list[ToolVersion]:
    return sorted(tools_in_force(), key=lambda one: (one.kind != "CHECKLIST", one.name))


class _Sums:
    """Answers of one group as they are added up."""

    def __init__(self, name: str, *, is_team: bool) -> None:
        self.name, self.is_team = name, is_team
        self.said: dict[tuple[str, date], Counter[str]] = defaultdict(Counter)
        self.by: dict[tuple[str, date], set[int]] = defaultdict(set)

    def add(self, answers: Mapping[str, str], quarter: date, assessor: int) -> None:
        """Add the answers of one assessment."""
        for item, answer in answers.items():
            self.said[item, quarter][answer] += 1
            self.by[item, quarter].add(assessor)

    def group(self, pk: UUID | None) -> Group:
        """Return the sums, in all and by quarter."""
        made = Group(pk, self.is_team, self.name)
        for item, quarter in self.said:
            counts = _counts(self.said[item, quarter], self.by[item, quarter])
            made.quarters.setdefault(item, {})[quarter] = counts
        for item, quarters_of in made.quarters.items():
            said = sum((self.said[item, quarter] for quarter in quarters_of), Counter[str]())
            by = set().union(*(self.by[item, quarter] for quarter in quarters_of))
            made.items[item] = _counts(said, by)
        return made


def _counts(said: Counter[str], by: set[int]) -> Counts:
    yes, no, dont_know, not_asked = (said[answer] for answer in Answer)
    return Counts(len(by), said.total(), yes, no, dont_know, not_asked)


def _opened(pk: UUID, sealed: bytes) -> dict[str, str]:
    table = CountedAnswers._meta.db_table
    text = crypto.unseal(bytes(sealed), table=table, row=str(pk), column="answers")
    answers: dict[str, str] = json.loads(text)
    return answers


def _value(key: str) -> Any:
    found = setting_in_force(key, default=None)
    if found is None:
        title, _ = WORDS[key]
        raise NotSetUp(f"The partnership has not set “{title}” ({key}). Tell the partnership team.")
    return found
