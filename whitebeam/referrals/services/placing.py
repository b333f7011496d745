"""Choosing the queue a referral waits in: rules first, then whether an agreement covers it."""

from dataclasses import dataclass
from datetime import date

from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Agency, SharingAgreement
from whitebeam.partners.policy import agreements_covering
from whitebeam.referrals.models import Queue, RoutingRule
from whitebeam.referrals.queries.routing import as_rules, partnership_queue, rules_in_force
from whitebeam.referrals.rules.routing import Subject, first_match

NARRATIVE = "F6"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a referral goes and why; `is_by_hand` where partnership triage must pass it on."""

    queue: Queue
    rule: RoutingRule | None
    agreement: SharingAgreement | None
    is_by_hand: bool = False


def place(subject: Subject, *, sender: Agency, on: date) -> Placement:
    """Return where this referral goes today.

    A queue that no agreement lets the sender share with is passed over: partnership triage then
    takes the referral, and the receipt says so. The receipt is never refused for want of a paper.

    :raises Refused: if nobody at all is set up to receive referrals
    """
    rows = {row.pk: row for row in rules_in_force(on)}
    match = first_match(as_rules(rows.values()), subject=subject)
    rule = rows[match.key] if match else None
    if rule and rule.queue.ended_on is None:
        if sender.pk == rule.queue.agency_id:
            return Placement(rule.queue, rule, None)
        if agreement := agreement_for(sender=sender, receiver=rule.queue.agency):
            return Placement(rule.queue, rule, agreement)
    return _by_hand(rule, sender)


def agreement_for(*, sender: Agency, receiver: Agency) -> SharingAgreement | None:
    """Return the agreement in force that lasts longest and covers sending a referral."""
    return (
        agreements_covering(
            owner=sender, receiver=receiver, category=NARRATIVE, purpose=Purpose.SUPPORT
        )
        .order_by("-ends_on", "id")
        .first()
    )


def _by_hand(rule: RoutingRule | None, sender: Agency) -> Placement:
    queue = partnership_queue()
    if queue is None:
        raise Refused("No team is set up to receive referrals. Tell the partnership team.")
    agreement = agreement_for(sender=sender, receiver=queue.agency)
    return Placement(queue, rule, agreement, is_by_hand=rule is None or rule.queue_id != queue.pk)
