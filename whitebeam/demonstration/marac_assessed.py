"""What invented cases keep of risk: the assessment that stood at their referral, and prompts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from whitebeam.demonstration.rules.dice import Dice
from whitebeam.marac.models import Case
from whitebeam.marac.rules.from_assessment import lines_of, result, tool_line
from whitebeam.referrals.models import Part
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries import prompt_definitions, prompts_since
from whitebeam.risk.queries.summary import Found, summary_from
from whitebeam.risk.queries.tools import tool_of
from whitebeam.risk.rules.answers import read, said_yes
from whitebeam.risk.rules.prompts import Definition, Signs, prompts
from whitebeam.risk.rules.scoring import Level
from whitebeam.risk.rules.summary import (
    Summary,
    raised_of,
    read_raised,
    read_summary,
    written,
)

# An invented picture is incomplete when more than one in so many items is not known.
MOSTLY = 2
# These speak of what the people are, and come from what was assessed alone.
KNOWN_ALONE = frozenset({"animals", "child_harms", "pregnancy"})


def keep_risk(case: Case, parts: Iterable[Part], *, at: datetime) -> None:
    """Let a case keep the newest assessment of its people until then, and what its form raised."""
    # A dice of its own, so that nothing else of the world falls differently.
    dice = Dice(0, f"raised:{case.reference}")
    people = {part.kind: part.person_id for part in parts}
    found = _standing(people, at)
    definitions, since = prompt_definitions(), prompts_since()
    if found is not None:
        case.assessment = found
        case.assessed = written(_summary(found, definitions, since))
    offered = [
        one for one in definitions if (one.form or one.form_all) and may_be_invented(one, people)
    ]
    if offered and dice.chance(0.6):
        raised = sorted(dice.some(offered, most=3, least=1), key=lambda one: not one.critical)
        case.prompts = written(raised_of(raised, since=since))


def may_be_invented(prompt: Definition, people: Mapping[str, UUID]) -> bool:
    """Say whether a prompt may be invented: none has a child or a pet by dice alone."""
    if prompt.code == "children":
        return Part.Kind.CHILD in people
    return prompt.code not in KNOWN_ALONE


def by_the_tool(case: Case) -> str:
    """Return what speaks for visible high risk: what the case keeps, or what its referrer told."""
    kept = read_summary(case.assessed)
    if kept is not None:
        return f"{tool_line(kept)}: {result(kept)}"
    total = Dice(0, f"total:{case.reference}").number(14, 20)
    return f"Risk checklist, filled in on paper: {total} of 24 yes"


def is_high(case: Case) -> bool:
    """Say whether risk is visible: in what the case keeps, or in what its referrer told."""
    kept = read_summary(case.assessed)
    return kept is None or kept.level == Level.HIGH


def minuted(case: Case) -> tuple[str, ...]:
    """Return what minutes say about risk as it was assessed."""
    return tuple(lines_of(read_summary(case.assessed), read_raised(case.prompts)))


def _standing(people: dict[str, UUID], at: datetime) -> Assessment | None:
    rows = Assessment.objects.filter(
        victim=people[Part.Kind.VICTIM],
        perpetrator=people.get(Part.Kind.PERPETRATOR),
        signed_at__lte=at,
        set_aside_by=None,
    ).exclude(tool__kind="GRID")
    return rows.select_related("tool", "wording", "agency").order_by("signed_at", "pk").last()


def _summary(assessment: Assessment, definitions: tuple[Definition, ...], since: str) -> Summary:
    yes = said_yes(read(str(assessment.answers)))
    signs = Signs(yes=yes, says_high=assessment.says_high == Assessment.Said.YES)
    unknown = assessment.items_n - assessment.answered_n + assessment.dont_know_n
    found = Found(
        yes=yes,
        tools=(tool_of(assessment),),
        prompts=prompts(definitions=definitions, signs=signs),
        is_incomplete=unknown * MOSTLY > assessment.items_n,
    )
    return summary_from(assessment, found, since=since)
