"""Decisions, risks and papers to come as the pages print them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from whitebeam.governance.models import Decision, Planned, Risk
from whitebeam.governance.presenters.days import day

GRAVE, WATCHED = 15, 8


def decision_rows(decisions: Iterable[Decision], *, keeps: bool) -> list[dict[str, str]]:
    """Return decisions with what came of them."""
    return [
        {
            "reference": each.reference,
            "text": str(each.text),
            "where": f"{each.item.meeting.group.name}, {day(each.decided_on)}",
            "meeting": reverse("governance:meeting", args=[each.item.meeting_id]),
            "result": f"{each.result} ({day(each.result_on)})" if each.result_on else "",
            "change": reverse("governance:result", args=[each.pk]) if keeps else "",
        }
        for each in decisions
    ]


def risk_rows(risks: Iterable[Risk], *, on: date, keeps: bool) -> list[dict[str, Any]]:
    """Return risks with their grade, their decision and what came of them."""
    return [_risk_row(each, on=on, keeps=keeps) for each in risks]


def _risk_row(risk: Risk, *, on: date, keeps: bool) -> dict[str, Any]:
    score = risk.likelihood * risk.impact
    colour = "red" if score >= GRAVE else "orange" if score >= WATCHED else "green"
    is_late = risk.closed_on is None and risk.review_on < on
    closed = f"Closed {day(risk.closed_on)}" if risk.closed_on else ""
    review = f"{'Review was due' if is_late else 'Looked at next'} {day(risk.review_on)}"
    return {
        "text": str(risk.text),
        "group": risk.group.name,
        "owner": risk.owner_agency.name,
        "grade": closed or f"{score}: likelihood {risk.likelihood}, impact {risk.impact}",
        "colour": "grey" if risk.closed_on else colour,
        "answer": str(risk.answer or ""),
        "review": "" if closed else review,
        "is_late": is_late,
        "is_open": risk.closed_on is None,
        "result": str(risk.result or ""),
        "decision": risk.decision.reference if risk.decision else "",
        "review_at": reverse("governance:review", args=[risk.pk]) if keeps else "",
        "close_at": reverse("governance:close_risk", args=[risk.pk]) if keeps else "",
    }


def path_rows(planned: Iterable[Planned], *, on: date, keeps: bool) -> list[dict[str, Any]]:
    """Return each paper once, with its way through the groups, past and to come."""
    ways: dict[object, list[Planned]] = {}
    for step in planned:
        ways.setdefault(step.path, []).append(step)
    return [
        {
            "title": str(steps[-1].title),
            "steps": [_path_step(step, on=on, keeps=keeps) for step in steps],
            "next": reverse("governance:plan_next", args=[steps[-1].pk]) if keeps else "",
        }
        for steps in ways.values()
    ]


def _path_step(step: Planned, *, on: date, keeps: bool) -> dict[str, Any]:
    came = step.item is not None
    late = not came and step.wanted_on < on
    when = step.item.meeting.on if step.item else step.wanted_on
    return {
        "what": f"{step.group.name}: {'came' if came else 'was wanted' if late else 'wanted'}"
        f" {day(when)}",
        "is_late": late,
        "place": reverse("governance:place", args=[step.pk]) if keeps and not came else "",
    }
