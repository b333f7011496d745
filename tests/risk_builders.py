"""Builders of risk: tools from the Kent and Medway pack past the walls; the rest as it is done.

tool = a_tool()                                             # the checklist, once a test
signed = a_signed_assessment(victim, by=worker, agency=agency, yes=["injury"], level="HIGH")
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.partners.models import Agency, LocalSetting
from whitebeam.people.models import Person
from whitebeam.risk.models import Assessment, CountedAnswers, ToolVersion
from whitebeam.risk.rules.answers import Answer, Answered, write
from whitebeam.risk.rules.language import Pattern
from whitebeam.risk.rules.prompts import Definition
from whitebeam.risk.rules.tool_definition import Tool

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
PACKS = Path(__file__).parents[1] / "packs"


def of_pack(name: str, *, pack: str = "kent_medway") -> Any:
    """Return what a file of a pack holds."""
    return yaml.safe_load((PACKS / pack / f"{name}.yaml").read_text())


@cache
def prompts_of(pack: str = "kent_medway") -> tuple[Definition, ...]:
    """Return the prompts of a pack."""
    return TypeAdapter(tuple[Definition, ...]).validate_python(of_pack("prompts", pack=pack))


@cache
def patterns_of(pack: str = "kent_medway") -> tuple[Pattern, ...]:
    """Return the language patterns of a pack."""
    return TypeAdapter(tuple[Pattern, ...]).validate_python(of_pack("language", pack=pack))


@cache
def definition(code: str = "dash") -> Tool:
    """Return a tool of the Kent and Medway pack."""
    return Tool.model_validate(of_pack(f"tools/{code}"))


def a_tool(code: str = "dash", **changed: Any) -> ToolVersion:
    """Return a version of a tool, made once a test."""
    tool = definition(code)
    values = {
        "name": tool.name,
        "kind": tool.kind,
        "definition": tool.model_dump(mode="json", by_alias=True),
        "licence": tool.licence,
        "source": tool.source,
        "starts_on": LONG_AGO,
        **changed,
    }
    with as_role("wb_bulk"):
        made, _ = ToolVersion.objects.get_or_create(
            code=code, version=values.pop("version", 1), defaults=values
        )
    return made


def all_tools() -> dict[str, ToolVersion]:
    """Return every tool of the pack."""
    names = sorted(path.stem for path in (PACKS / "kent_medway" / "tools").glob("*.yaml"))
    return {name: a_tool(name) for name in names}


def settings_of_risk(pack: str = "kent_medway") -> None:
    """Set what the pack sets for risk: criteria, clocks, prompts, language, guides, notice."""
    rows = [
        LocalSetting(key=one["key"], value=one["value"], starts_on=LONG_AGO, source=one["source"])
        for name in ("thresholds", "clocks")
        for one in of_pack(name, pack=pack)
        if one["key"].startswith(("dash.", "figures.smallest", "marac.", "risk."))
        and "area" not in one
    ]
    words = {
        "risk.prompts": [one.model_dump(mode="json") for one in prompts_of(pack)],
        "risk.language": [one.model_dump(mode="json") for one in patterns_of(pack)],
        "risk.notice": {
            **of_pack("risk_notice", pack=pack),
            "looked_at_on": str(of_pack("risk_notice", pack=pack)["looked_at_on"]),
        },
    } | {f"risk.guide.{guide['code']}": guide for guide in of_pack("guides", pack=pack)}
    rows += [
        LocalSetting(key=key, value=value, starts_on=LONG_AGO, source="Pack")
        for key, value in words.items()
    ]
    with as_role("wb_bulk"):
        LocalSetting.objects.bulk_create(rows)


def answered(*, yes: Iterable[str] = (), no: Iterable[str] = (), **given: Answered) -> dict:
    """Return answers: these yes, these no, and any given whole."""
    return (
        {code: Answered(Answer.YES) for code in yes}
        | {code: Answered(Answer.NO) for code in no}
        | given
    )


def an_assessment(
    victim: Person,
    *,
    by: User,
    agency: Agency,
    perpetrator: Person | None = None,
    yes: Iterable[str] = (),
    at: datetime = NOON,
    **given: Any,
) -> Assessment:
    """Return a signed assessment as the tables hold it, written past the walls."""
    answers = answered(yes=yes)
    values = {
        "tool": a_tool(),
        "state": Assessment.State.SIGNED,
        "answers": write(answers),
        "started_at": at,
        "signed_at": at,
        "score": len(answers),
        "items_n": 24,
        "answered_n": len(answers),
        "band": Assessment.Level.STANDARD,
        "level": Assessment.Level.STANDARD,
        **given,
    }
    with as_role("wb_bulk"):
        return Assessment.objects.create(
            victim=victim, perpetrator=perpetrator, agency=agency, by=by, **values
        )


def counted(assessment: Assessment, **answers: str) -> CountedAnswers:
    """Return how these items of an assessment are counted, as signing leaves it."""
    with as_role("wb_bulk"):
        return CountedAnswers.objects.create(
            assessment=assessment, tool_id=assessment.tool_id, answers=json.dumps(answers)
        )
