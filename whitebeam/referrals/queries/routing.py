"""The routing rules and queues in force."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from whitebeam.partners.models import Agency
from whitebeam.referrals.models import Queue, RoutingRule
from whitebeam.referrals.rules.routing import Conditions, Rule


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
