"""The routing rules and queues in force."""

import json
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from whitebeam.partners.models import Agency
from whitebeam.referrals.models import Queue, RoutingRule
from whitebeam.referrals.rules.dry_run import Counted
from whitebeam.referrals.rules.routing import Conditions, Rule, Subject


def rules_in_force(on: date) -> QuerySet[RoutingRule]:
    """Return the rules that hold on a day, in the order they are read."""
    return (
        RoutingRule.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
        .select_related("queue__agency")
        .order_by("position", "starts_on", "id")
    )


def as_rules(rows: Iterable[RoutingRule]) -> tuple[Rule, ...]:
    """Return rules as plain values."""
    return tuple(
        Rule(
            key=row.pk,
            position=row.position,
            when=Conditions.of(row.when),
            queue=row.queue_id,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            code=row.code,
        )
        for row in rows
    )


def partnership_queue() -> Queue | None:
    """Return the queue of the partnership's own triage, where a person decides."""
    return (
        Queue.objects.filter(agency__kind=Agency.Kind.PARTNERSHIP_TEAM, ended_on=None)
        .select_related("agency")
        .order_by("code")
        .first()
    )


def rules_known() -> QuerySet[RoutingRule]:
    """Return every version of every rule, in the order they are read, newest version first."""
    return RoutingRule.objects.select_related("queue__agency").order_by(
        "position", "code", "-starts_on"
    )


def leading(versions: Iterable[RoutingRule]) -> RoutingRule:
    """Return the version of a rule that stands, or the last that did, or the last thought of."""
    return max(
        versions,
        key=lambda one: (
            one.ends_on is None,
            one.ends_on is None or one.ends_on >= one.starts_on,
            one.starts_on,
            one.created_at,
        ),
    )


def leading_rules() -> list[RoutingRule]:
    """Return the leading version of every rule, in the order they are read."""
    by_code: dict[str, list[RoutingRule]] = {}
    for rule in rules_known():
        by_code.setdefault(rule.code, []).append(rule)
    leaders = [leading(versions) for versions in by_code.values()]
    return sorted(leaders, key=lambda rule: (rule.position, rule.starts_on, str(rule.pk)))


def queues_in_use() -> QuerySet[Queue]:
    """Return the queues a rule may name."""
    return Queue.objects.filter(ended_on=None).select_related("agency").order_by("name")


def past_referrals(*, since: datetime) -> list[Counted]:
    """Return what was sent since, counted by everything that routing looks at; nobody is named.

    The database gives the counts to whoever configures the partnership, and to nobody else.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select area, age, sex, risk, needs, sum(n)::integer from sec.referrals_counted(%s)"
            " group by 1, 2, 3, 4, 5",
            [since],
        )
        return [
            Counted(Subject(area, age, sex, risk, frozenset(json.loads(needs))), count)
            for area, age, sex, risk, needs, count in cursor.fetchall()
        ]
