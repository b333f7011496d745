"""Changing how referrals are routed: tried on the past, adopted from a day, undone by ending."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q
from django.utils.text import slugify

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Duty
from whitebeam.referrals.events import Happened
from whitebeam.referrals.models import Queue, RoutingRule
from whitebeam.referrals.queries.routing import as_rules, leading, past_referrals, rules_in_force
from whitebeam.referrals.rules.dry_run import Comparison, compare
from whitebeam.referrals.rules.routing import Conditions, Rule

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What a rule should say, and where it should stand among the others."""

    sentence: str
    when: Conditions
    queue: Queue
    position: float
    source: str = ""


def dry_run(
    rule: RoutingRule | None, *, change: Change | None, since: datetime, on: date
) -> Comparison:
    """Return what the rules would have done with what was sent since; write nothing.

    No rule is a new one; no change is ending the rule.
    """
    before = as_rules(rules_in_force(on))
    after = [one for one in before if rule is None or one.code != rule.code]
    if change is not None:
        after.append(Rule(uuid4(), change.position, change.when, change.queue.pk, on))
    return compare(past_referrals(since=since), before=before, after=after)


@transaction.atomic
def add_rule(*, change: Change, starts_on: date, by: User, on: date) -> RoutingRule:
    """Add a rule that holds from a day.

    :raises Refused: if the worker may not, or the day is past
    """
    _may_change(by)
    _not_past(starts_on, on)
    code = f"{slugify(change.sentence)[:48].strip('-') or 'rule'}-{uuid4().hex[:6]}"
    added = _version(code, change, starts_on)
    audit.record(verb=Happened.RULE_ADDED, subject=added, code=code, starts_on=starts_on)
    return added


@transaction.atomic
def adopt_rule(
    rule_id: UUID, *, change: Change, starts_on: date, by: User, on: date
) -> RoutingRule:
    """Let the changed or moved rule hold from a day; what it replaces ends the day before.

    A rule that has ended holds again in the same way. Every version is kept.

    :raises Refused: if the worker may not, the day is past, or the rule changes that day already
    """
    rule = _locked(rule_id, by)
    _not_past(starts_on, on)
    if _changes_later(rule, starts_on):
        raise Refused("This rule changes on that day or later already. Choose a later day")
    if rule.ends_on is None or rule.ends_on >= starts_on:
        rule.ends_on = starts_on - A_DAY
        rule.save(update_fields=["ends_on", "updated_at"])
    adopted = _version(rule.code, change, starts_on)
    audit.record(verb=Happened.RULE_ADOPTED, subject=adopted, code=rule.code, starts_on=starts_on)
    return adopted


@transaction.atomic
def end_rule(rule_id: UUID, *, from_day: date, by: User, on: date) -> None:
    """Let the rule hold no more from a day; one that has not begun by then is taken back whole.

    :raises Refused: if the worker may not, the day is past, or the rule has ended already
    """
    rule = _locked(rule_id, by)
    _not_past(from_day, on)
    if rule.ends_on is not None:
        raise Refused("This rule has ended already")
    rule.ends_on = max(from_day, rule.starts_on) - A_DAY
    rule.save(update_fields=["ends_on", "updated_at"])
    audit.record(verb=Happened.RULE_ENDED, subject=rule, code=rule.code)


@transaction.atomic
def go_back(rule_id: UUID, *, by: User, on: date) -> None:
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
    if before is None or rule.ends_on is not None:
        raise Refused("There is no earlier rule to go back to")
    rule.ends_on = on - A_DAY
    rule.save(update_fields=["ends_on", "updated_at"])
    if rule.starts_on >= on:
        before.ends_on = None
        before.save(update_fields=["ends_on", "updated_at"])
    else:
        _version(before.code, _as_it_was(before), on)
    audit.record(verb=Happened.RULE_TAKEN_BACK, subject=rule, code=rule.code)


def _as_it_was(rule: RoutingRule) -> Change:
    when = Conditions.of(rule.when)
    return Change(rule.sentence, when, rule.queue, rule.position, rule.source)


def _version(code: str, change: Change, starts_on: date) -> RoutingRule:
    version = RoutingRule(
        code=code,
        position=change.position,
        sentence=change.sentence,
        when=change.when.as_data(),
        queue=change.queue,
        starts_on=starts_on,
        source=change.source,
    )
    version.save(force_insert=True)
    return version


def _may_change(by: User) -> None:
    if not partners.has_duty(by, Duty.CONFIGURE_PARTNERSHIP):
        raise Refused("You cannot change the partnership's rules")


def _not_past(day: date, on: date) -> None:
    if day < on:
        raise Refused("Choose today or a later day")


def _locked(rule_id: UUID, by: User) -> RoutingRule:
    """Return the version of a rule that may be changed, with all its versions locked."""
    _may_change(by)
    asked = RoutingRule.objects.filter(pk=rule_id).values("code")
    versions = list(RoutingRule.objects.select_for_update(of=("self",)).filter(code__in=asked))
    if not versions or leading(versions).pk != rule_id:
        raise Refused("This rule has been changed already. Open the list again")
    return leading(versions)


def _changes_later(rule: RoutingRule, day: date) -> bool:
    """Return whether another version begins on the day, or a later one stands."""
    others = RoutingRule.objects.filter(code=rule.code)
    stands = Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
    return others.filter(Q(starts_on=day) | stands & Q(starts_on__gt=day)).exists()
