"""Deciding whether a case is a repeat, and recording what happened last.

What the rule finds is the answer unless the coordinator gives a reason to differ; the reason, both
events and the rule of that day are kept.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import Case, RepeatFinding
from whitebeam.marac.queries import earlier
from whitebeam.marac.queries.earlier import Evidence
from whitebeam.marac.services import moving
from whitebeam.risk.rules.repeat import is_counted_until

SOMEBODY_ELSE = "Choose an earlier case about the same person harmed"
ALL_THE_SAME = "Enter why this is a repeat of it all the same."


def decide(case: Case, *, chosen: Case | None, why: str, by: User, at: datetime) -> RepeatFinding:
    """Set on a locked case whether it is a repeat, and keep the evidence.

    :raises Refused: if the earlier case is about somebody else, or the answer is not the rule's and
        no reason is given
    """
    evidence = earlier.evidence_of(by, case)
    before = evidence.of(chosen) if chosen is not None else None
    if chosen is not None and before is None:
        raise Refused(SOMEBODY_ELSE)
    worked_out, reason = evidence.worked_out, why.strip()
    if chosen != worked_out and not reason:
        raise Refused(_ask_why(evidence, chosen))
    case.repeat = Case.Repeat.YES if chosen else Case.Repeat.NO
    case.repeat_of = chosen
    on, criteria = before.before.on if before else None, evidence.criteria
    made = RepeatFinding.objects.create(
        case=case,
        worked_out=worked_out,
        earlier=chosen,
        earlier_on=on,
        event_kind=case.event_kind,
        event_on=case.event_on,
        rule=criteria.rule,
        rule_from=criteria.since,
        months=criteria.months,
        counts_until=is_counted_until(referred_on=on, months=criteria.months) if on else None,
        reason=reason if chosen != worked_out else None,
        by=by,
        at=at,
    )
    audit.record(
        verb=Happened.REPEAT_DECIDED, subject=case, answer=case.repeat, rule=str(criteria.rule),
        is_other_than_worked_out=made.is_other_than_worked_out,
    )  # fmt: skip
    return made


@transaction.atomic
def record_event(*, case_id: UUID, kind: str, on: date, by: User, at: datetime) -> Case:
    """Record what happened last and when, as the coordinator has learned it.

    :raises Refused: if the case does not wait for the user's screening, or the day is to come
    """
    case = moving.locked(case_id, among=policy.screenable_by(by))
    if on > at.astimezone(LONDON).date():
        raise Refused("The day it happened must be today or in the past")
    case.event_kind, case.event_on = kind, on
    case.version += 1
    case.save(update_fields=["event_kind", "event_on", "version", "updated_at"])
    moving.note(
        case,
        verb=Happened.EVENT_RECORDED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        reason="event",
    )
    return case


def _ask_why(evidence: Evidence, chosen: Case | None) -> str:
    if chosen is None:
        name = evidence.worked_out.reference if evidence.worked_out else ""
        return f"By the rule this is a repeat of {name}. Choose it, or enter why it is not one."
    before = evidence.of(chosen)
    return f"{evidence.why_not(before) if before else SOMEBODY_ELSE} {ALL_THE_SAME}"
