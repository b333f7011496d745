"""Changing how referrals are routed: tried on the past, adopted from a day, undone by ending."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Duty
from whitebeam.referrals.events import Happened
from whitebeam.referrals.models import Queue, RoutingRule
from whitebeam.referrals.queries.routing import as_rules, past_referrals, rules_in_force
from whitebeam.referrals.rules.dry_run import Comparison, compare
from whitebeam.referrals.rules.routing import Conditions

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What a rule should say instead."""

    sentence: str
    when: Conditions
    queue: Queue
    source: str = ""


def dry_run(rule: RoutingRule, *, change: Change, since: datetime, on: date) -> Comparison:
    """Return what the changed rule would have done with what was sent since; write nothing."""
    before = as_rules(rules_in_force(on))
    after = [
        replace(one, when=change.when, queue=change.queue.pk) if one.code == rule.code else one
        for one in before
    ]
    return compare(past_referrals(since=since), before=before, after=after)


@transaction.atomic
def adopt_rule(
    rule_id: UUID, *, change: Change, starts_on: date, by: User, on: date
) -> RoutingRule:
    """Let the changed rule hold from a day; the rule it replaces ends the day before and is kept.

    :raises Refused: if the worker may not, the day is past, or the rule changes that day already
    """
    rule = _locked(rule_id, by)
    if starts_on < on:
        raise Refused("Choose today or a later day")
    if RoutingRule.objects.filter(code=rule.code, starts_on__gte=starts_on).exists():
        raise Refused("This rule changes on that day or later already. Choose a later day")
    adopted = RoutingRule(
        code=rule.code,
        position=rule.position,
        sentence=change.sentence,
        when=change.when.as_data(),
        queue=change.queue,
        starts_on=starts_on,
        source=change.source,
    )
    adopted.save(force_insert=True)
    rule.ends_on = starts_on - A_DAY
    rule.save(update_fields=["ends_on", "updated_at"])
    audit.record(verb=Happened.RULE_ADOPTED, subject=adopted, code=rule.code, starts_on=starts_on)
    return adopted


@transaction.atomic
def end_rule(rule_id: UUID, *, by: User, on: date) -> None:
    """Take an adopted rule back: what it replaced holds again, from today or as if never changed.

    :raises Refused: if the worker may not, or the rule replaced nothing
    """
    rule = _locked(rule_id, by)
    before = (
        RoutingRule.objects.select_for_update(of=("self",))
        .filter(code=rule.code, ends_on=rule.starts_on - A_DAY)
        .exclude(pk=rule.pk)
        .order_by("-starts_on")
        .first()
    )
    if before is None:
        raise Refused("There is no earlier rule to go back to")
    rule.ends_on = on - A_DAY
    rule.save(update_fields=["ends_on", "updated_at"])
    if rule.starts_on >= on:
        before.ends_on = None
        before.save(update_fields=["ends_on", "updated_at"])
    else:
        _again(before, on)
    audit.record(verb=Happened.RULE_ENDED, subject=rule, code=rule.code)


def _again(before: RoutingRule, on: date) -> None:
    RoutingRule(
        code=before.code,
        position=before.position,
        sentence=before.sentence,
        when=before.when,
        queue=before.queue,
        starts_on=on,
        source=before.source,
    ).save(force_insert=True)


def _locked(rule_id: UUID, by: User) -> RoutingRule:
    if not partners.has_duty(by, Duty.CONFIGURE_PARTNERSHIP):
        raise Refused("You cannot change the partnership's rules")
    rules = RoutingRule.objects.select_for_update(of=("self",))
    rule = rules.filter(pk=rule_id, ends_on=None).first()
    if rule is None:
        raise Refused("This rule has been changed already. Open the list again")
    return rule
