"""A signed assessment in short, as it goes with a referral to MARAC."""

from dataclasses import dataclass
from datetime import date

from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries.reading import reading_of
from whitebeam.risk.queries.settings import prompts_since
from whitebeam.risk.rules.answers import said_yes
from whitebeam.risk.rules.contents import unpacked, word
from whitebeam.risk.rules.prompts import Definition
from whitebeam.risk.rules.summary import Summary, critical_codes, raised_of
from whitebeam.risk.rules.tool_definition import Tool

EXTERNAL = (
    *(("name", "Tool"), ("version", "Version"), ("grade", "Grade")),
    *(("graded_on", "Date"), ("graded_by", "Done by")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules find in the answers of an assessment."""

    yes: frozenset[str]
    tools: tuple[Tool, ...]
    prompts: tuple[Definition, ...]
    is_incomplete: bool


def summary_of(assessment: Assessment) -> Summary:
    """Return what a MARAC reads of it; it comes with its tool, wording and agency.

    :raises Refused: if it is not signed
    """
    reading = reading_of(assessment, on=_signed_on(assessment))
    found = Found(
        yes=said_yes(reading.answers),
        tools=(reading.tool, *reading.opened),
        prompts=reading.prompts,
        is_incomplete=reading.is_incomplete,
    )
    return summary_from(assessment, found, since=prompts_since())


def summary_from(assessment: Assessment, found: Found, *, since: str) -> Summary:
    """Return what a MARAC reads of an assessment in which the rules found this.

    :raises Refused: if it is not signed
    """
    told, on = unpacked(assessment.external), _signed_on(assessment)
    return Summary(
        tool=assessment.tool.name,
        version=str(assessment.tool.version),
        signed_on=on.isoformat(),
        agency=assessment.agency.name,
        level=assessment.level,
        total=assessment.score,
        items=assessment.items_n,
        dont_know=assessment.dont_know_n,
        not_asked=assessment.items_n - assessment.answered_n,
        is_incomplete=found.is_incomplete,
        judged_level=assessment.judged_level,
        reason=str(assessment.judgement_reason or ""),
        says_high=assessment.says_high,
        critical=_critical(found),
        raised=raised_of(found.prompts, since=since),
        external=tuple((label, word(told, name)) for name, label in EXTERNAL if word(told, name)),
        weapons_access=word(unpacked(assessment.closing), "weapons_access"),
        criteria=tuple(
            (key, f"{used['value']}, from {used['from']} ({used['source']})")
            for key, used in sorted(assessment.criteria.items())
        ),
    )


def _signed_on(assessment: Assessment) -> date:
    if assessment.signed_at is None:
        raise Refused("Sign the assessment first")
    return assessment.signed_at.astimezone(LONDON).date()


def _critical(found: Found) -> tuple[tuple[str, str], ...]:
    codes = critical_codes(found.prompts, yes=found.yes)
    asked = (item for tool in found.tools for item in tool.items())
    return tuple((item.code, item.label) for item in asked if item.code in codes)
