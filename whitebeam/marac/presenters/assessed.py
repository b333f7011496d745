"""Risk as it was assessed before a case was referred: never a total alone.

Beside the counts stand the answers that raise an alert, the judgement with its reason, and in one
line what a tool cannot tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import Case
from whitebeam.marac.rules.from_assessment import LEVELS, counts, tool_line
from whitebeam.risk.models import Assessment
from whitebeam.risk.rules.summary import Raised, Summary, read_raised, read_summary

COLOURS = {"HIGH": "red", "MEDIUM": "orange", "STANDARD": "blue"}
SAYS_HIGH = {"YES": "She says that she is at high risk", "NO": "She does not say so herself"}
BY_ANSWERS = "No judgement beyond the answers"


@dataclass(frozen=True, slots=True)
class BegunWith:
    """The assessment that a referral begins from, as its first page names it."""

    when: str
    agency: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """A signed assessment in one panel."""

    tool: str
    signed: str
    level: str
    colour: str
    counts: str
    grade: str
    is_incomplete: bool
    critical: tuple[str, ...]
    judgement: str
    reason: str
    says_high: str
    weapons: str
    criteria: tuple[str, ...]

    @classmethod
    def of(cls, summary: Summary) -> "Assessed":
        return cls(
            tool=tool_line(summary),
            signed=f"Signed {_day(date.fromisoformat(summary.signed_on))}, {summary.agency}",
            level=LEVELS[summary.level],
            colour=COLOURS[summary.level],
            counts=counts(summary),
            grade=dict(summary.external).get("Grade", ""),
            is_incomplete=summary.is_incomplete,
            critical=tuple(label for _, label in summary.critical),
            judgement=f"Judged {LEVELS[summary.judged_level].lower()}"
            if summary.judged_level
            else BY_ANSWERS,
            reason=summary.reason,
            says_high=SAYS_HIGH.get(summary.says_high, ""),
            weapons=summary.weapons_access,
            criteria=tuple(f"{key}: {used}" for key, used in summary.criteria),
        )


@dataclass(frozen=True, slots=True)
class Risk:
    """What a case keeps of risk: the assessment, and every prompt, alerts first, each once."""

    assessed: Assessed | None
    prompts: tuple[Raised, ...]

    @classmethod
    def of(cls, case: Case) -> "Risk":
        summary = read_summary(case.assessed)
        raised = (*(summary.raised.prompts if summary else ()), *read_raised(case.prompts).prompts)
        return cls(Assessed.of(summary) if summary else None, _once(raised))

    @property
    def alerts(self) -> tuple[Raised, ...]:
        """Return the critical prompts."""
        return tuple(one for one in self.prompts if one.critical)

    @property
    def others(self) -> tuple[Raised, ...]:
        """Return the prompts that are no alerts."""
        return tuple(one for one in self.prompts if not one.critical)


def begun_with(assessment: Assessment | None) -> BegunWith | None:
    """Return how the first page of a referral names the assessment that it begins from."""
    if assessment is None or assessment.signed_at is None:
        return None
    on = assessment.signed_at.astimezone(LONDON).date()
    return BegunWith(_day(on), assessment.agency.name)


def _once(raised: Iterable[Raised]) -> tuple[Raised, ...]:
    found: dict[str, Raised] = {}
    for one in raised:
        found.setdefault(one.code, one)
    return tuple(sorted(found.values(), key=lambda one: not one.critical))


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
