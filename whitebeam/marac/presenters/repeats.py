"""Whether a case is a repeat, with its two events side by side, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from whitebeam.marac.models import Case, RepeatFinding
from whitebeam.marac.queries.earlier import Earlier, Evidence
from whitebeam.marac.rules.repeating import in_words
from whitebeam.risk.rules.repeat import Rule

RULES = {
    Rule.ANY_ABUSE: "any abuse between the same two people",
    Rule.CRIMINAL_ONLY: "what would be a crime if reported, between the same two people",
}
NOT_RECORDED, NOBODY = "Not recorded", "No earlier case"


@dataclass(frozen=True, slots=True)
class RepeatShown:
    """The two events in rows of (which, case, day, what), the rule, and what follows from them."""

    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    rule: str
    # Only where it was decided otherwise than the rule finds.
    reason: str = ""
    decided: str = ""
    kind: str = "plain"

    @classmethod
    def to_decide(cls, case: Case, evidence: Evidence) -> "RepeatShown | None":
        """Return what screening has before it, where there is an earlier case at all."""
        if not evidence.earlier:
            return None
        found = evidence.found
        last = evidence.of(evidence.worked_out) if evidence.worked_out else evidence.earlier[0]
        counts = f"Counts until {in_words(found.counts_until)}" if found else ""
        criteria = evidence.criteria
        return cls(
            title=_title(evidence),
            rows=_rows(
                case,
                last.before.name if last else "",
                last.before.on if last else None,
                counts,
            ),
            rule=_rule(criteria.rule, criteria.months, criteria.since),
            kind="warning" if evidence.cannot_tell else "plain",
        )

    @classmethod
    def decided_on(cls, case: Case, found: RepeatFinding | None) -> "RepeatShown | None":
        """Return what screening decided, and on what evidence, where there was an earlier case."""
        if found is None or not (found.earlier or found.worked_out):
            return None
        earlier = found.earlier or found.worked_out
        until = f"Counts until {in_words(found.counts_until)}" if found.counts_until else ""
        happened = Case(
            reference=case.reference, event_kind=found.event_kind, event_on=found.event_on
        )
        return cls(
            title="A repeat" if found.earlier else "Not a repeat, otherwise than by the rule",
            rows=_rows(happened, earlier.reference if earlier else "", found.earlier_on, until),
            rule=_rule(Rule(found.rule), found.months, found.rule_from),
            reason=str(found.reason or ""),
            decided=f"{found.by.name}, {in_words(found.at.date())}",
        )


def choices(evidence: Evidence) -> Iterable[tuple[Case, str]]:
    """Return each earlier case with how it is offered, and why the rule does not find it."""
    for one in evidence.earlier:
        words = f"Yes: {one.before.name}, referred {in_words(one.before.on)}"
        yield one.case, f"{words}. {_hint(evidence, one)}"


def _hint(evidence: Evidence, one: Earlier) -> str:
    if one.case == evidence.worked_out:
        return "The rule finds it."
    return evidence.why_not(one)


def _title(evidence: Evidence) -> str:
    if evidence.found:
        return "By the rule this is a repeat"
    if evidence.cannot_tell:
        return "What happened last is not recorded, so the rule cannot be asked"
    return "By the rule this is no repeat"


def _rows(
    case: Case, earlier: str, earlier_on: date | None, counts: str
) -> tuple[tuple[str, str, str, str], ...]:
    happened = case.get_event_kind_display() or NOT_RECORDED
    day = in_words(case.event_on) if case.event_on else NOT_RECORDED
    before = in_words(earlier_on) if earlier_on else NOBODY
    return (
        ("The last referral", earlier, before, counts),
        ("What happened since", case.reference, day, happened),
    )


def _rule(rule: Rule, months: int, since: date | None) -> str:
    from_day = f" It stands here since {in_words(since)}." if since else ""
    return f"The rule: {RULES[rule]}, within {months} months of the last referral.{from_day}"
