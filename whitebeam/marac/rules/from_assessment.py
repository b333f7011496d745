"""What a signed assessment says in the words of the referral to MARAC. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from whitebeam.risk.rules.summary import AllRaised, Summary

LEVELS = {"STANDARD": "Standard", "MEDIUM": "Medium", "HIGH": "High"}


@dataclass(frozen=True, slots=True)
class GroundFound:
    """A ground that an assessment met: in a line, and what it answers, by places of the form."""

    kind: str
    words: str
    answers: Mapping[str, str]


def counts(summary: Summary) -> str:
    """Return the total with what it leaves open: never the total alone."""
    if summary.total is None:
        return ""
    return (
        f"{summary.total} of {summary.items} yes, {summary.dont_know} don't know,"
        f" {summary.not_asked} not asked"
    )


def tool_line(summary: Summary) -> str:
    """Return which tool it was: the other tool's own name and grade, where one was."""
    told = dict(summary.external)
    if not told:
        return f"{summary.tool}, version {summary.version}"
    return ", ".join(filter(None, (told.get("Tool"), told.get("Version"))))


def result(summary: Summary) -> str:
    """Return what the tool came to: counts, or the grade of the other tool."""
    return counts(summary) or dict(summary.external).get("Grade", "")


def in_short(summary: Summary) -> str:
    """Return an assessment in one line: tool, result, level after judgement."""
    level = f"level {LEVELS[summary.level].lower()}"
    judged = "after professional judgement" if summary.judged_level else ""
    whole = " ".join(filter(None, (level, judged)))
    return f"{tool_line(summary)}: {', '.join(filter(None, (result(summary), whole)))}"


def ground_found(kind: str, met: Mapping[str, object], *, summary: Summary) -> GroundFound:
    """Return a ground that was met, with the evidence kept at signing (risk.rules.grounds.Met)."""
    words = str(met.get("words", "")).strip()
    days = [date.fromisoformat(str(one)) for one in _listed(met.get("days"))]
    answers: dict[str, str] = {}
    if kind == "VISIBLE_HIGH_RISK":
        words = result(summary)
        answers = {"marac.risk_tool": tool_line(summary), "marac.risk_score": words}
    elif kind == "PROFESSIONAL_JUDGEMENT":
        answers = {"marac.judgement": words}
    elif kind == "POTENTIAL_ESCALATION":
        words = f"{met['count']} events in {met['months']} months: {_days(days)}"
        answers = {"marac.police_events": words}
    elif kind == "REPEAT":
        before, since = days
        words = f"Referred on {_day(before)}, and it happened again on {_day(since)}"
        answers = {
            "marac.new_abuse": f"It happened again on {_day(since)}.",
            "marac.heard_before": f"Referred to MARAC on {_day(before)}.",
        }
    elif kind == "HIGH_RISK_OF_HARM":
        answers = {"marac.harm": words}
    return GroundFound(kind, words, answers)


def lines_of(summary: Summary | None, raised: AllRaised) -> list[str]:
    """Return what minutes say of risk before the meeting: the assessment, and the alerts."""
    alerts = dict.fromkeys(
        one.title
        for one in (*(summary.raised.prompts if summary else ()), *raised.prompts)
        if one.critical
    )
    told = [_minuted(summary)] if summary else []
    return [
        *told,
        *([f"The answers called for attention to: {'; '.join(alerts)}."] if alerts else []),
    ]


def _minuted(summary: Summary) -> str:
    signed = f"assessed {_day(date.fromisoformat(summary.signed_on))} by {summary.agency}"
    critical = "; ".join(label for _, label in summary.critical)
    return " ".join(
        filter(
            None,
            (
                f"{in_short(summary)}, {signed}.",
                "The picture is incomplete: much is not known." if summary.is_incomplete else "",
                f"Answered yes, and critical: {critical}" if critical else "",
                f"Judgement: {summary.reason}" if summary.reason else "",
            ),
        )
    )


def adds(held: object, offered: object) -> bool:
    """Say whether an answer would add something to what is typed already."""
    if isinstance(offered, list) and all(isinstance(one, str) for one in offered):
        return not set(offered) <= set(_listed(held))
    return not held


def joined(held: object, offered: object) -> object:
    """Return what is typed with what is offered: choices together, else what was typed first."""
    if isinstance(offered, list) and all(isinstance(one, str) for one in offered):
        return list(dict.fromkeys((*_listed(held), *offered)))
    return held or offered


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _days(days: Iterable[date]) -> str:
    return ", ".join(_day(one) for one in days)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
