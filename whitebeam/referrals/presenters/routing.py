"""Routing rules in plain sentences, and what a dry run found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from whitebeam.referrals.models import Queue, RoutingRule
from whitebeam.referrals.rules.dry_run import Comparison, QueueChange
from whitebeam.referrals.rules.form_definition import Form


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One version of a rule."""

    sentence: str
    goes_to: str
    when: str
    state: str
    colour: str
    href: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a changed rule would have done, ready to print."""

    sentence: str
    rows: list[list[str]]


def rule_lines(rules: Iterable[RoutingRule], *, leading: set[UUID], on: date) -> list[RuleLine]:
    """Return versions of rules as the list shows them; those that lead may be opened."""
    return [rule_line(rule, leads=rule.pk in leading, on=on) for rule in rules]


def rule_line(rule: RoutingRule, *, leads: bool, on: date) -> RuleLine:
    """Return one version of a rule."""
    state, colour = _state(rule, on)
    return RuleLine(
        sentence=rule.sentence,
        goes_to=f"{rule.queue.name} ({rule.queue.agency.name})",
        when=_days(rule),
        state=state,
        colour=colour,
        href=reverse("referrals:routing_rule", args=[rule.pk]) if leads else "",
        may_end=rule.ends_on is None,
    )


def dry_run_of(found: Comparison, *, queues: Iterable[Queue], days: int) -> DryRun:
    """Return what a dry run found, by queue."""
    names: Mapping[UUID | None, str] = {queue.pk: queue.name for queue in queues}
    noun = "referral" if found.moved == 1 else "referrals"
    return DryRun(
        sentence=(
            f"Of {found.total} sent in the last {days} days, "
            f"{found.moved} {noun} would have gone elsewhere."
        ),
        rows=[
            [names.get(c.queue, "No rule fits"), str(c.before), str(c.after), _signed(c)]
            for c in found.changes
        ],
    )


def needs_of(forms: Iterable[Form]) -> list[tuple[str, str]]:
    """Return the needs that the partnership's forms can raise, by code and label."""
    found = {
        option.need: option.label
        for form in forms
        for question in form.questions()
        for option in question.options
        if option.need
    }
    return sorted(found.items(), key=lambda need: need[1])


def _signed(change: QueueChange) -> str:
    difference = change.after - change.before
    return f"{difference:+d}" if difference else "0"


def _state(rule: RoutingRule, on: date) -> tuple[str, str]:
    if rule.ends_on is not None and rule.ends_on < rule.starts_on:
        return "Taken back", "grey"
    if rule.ends_on is not None and rule.ends_on < on:
        return "Ended", "grey"
    return ("To come", "yellow") if rule.starts_on > on else ("In force", "green")


def _days(rule: RoutingRule) -> str:
    first = f"{rule.starts_on:%-d %B %Y}"
    return f"{first} to {rule.ends_on:%-d %B %Y}" if rule.ends_on else f"From {first}"
